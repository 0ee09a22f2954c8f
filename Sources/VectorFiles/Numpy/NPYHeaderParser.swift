/// Reads the Python dictionary of a `.npy` header: exactly the keys `descr`, `fortran_order` and `shape`, in any
/// order, with a string (a list for records), a truth value and a tuple of whole numbers.
struct NPYHeaderParser {
  let text: BoundedBytes
  /// Where `text` starts in the file, for messages.
  let textOffset: Int
  let path: String
  private var position = 0

  init(text: BoundedBytes, textOffset: Int, path: String) {
    (self.text, self.textOffset, self.path) = (text, textOffset, path)
  }

  mutating func parse() throws -> NPYDescription {
    var description: String?
    var isFortranOrder: Bool?
    var shape: [Int]?
    try expect("{")
    while !take("}") {
      let key = try string()
      try expect(":")
      switch key {
      case "descr" where description == nil: description = try typeDescription()
      case "fortran_order" where isFortranOrder == nil: isFortranOrder = try truthValue()
      case "shape" where shape == nil: shape = try tuple()
      default:
        throw fail(
          "the key \(DataFileError.quoted(key)), where descr, fortran_order and shape are allowed, once each")
      }
      if !take(",") {
        try expect("}")
        break
      }
    }
    skipBlanks()
    guard position == text.count else { throw fail("more text after the dictionary") }
    guard let description, let isFortranOrder, let shape else {
      throw fail("a dictionary without all of the keys descr, fortran_order and shape")
    }
    return NPYDescription(type: description, isFortranOrder: isFortranOrder, shape: shape)
  }

  private func fail(_ found: String) -> DataFileError {
    .content(path, "in the header before byte \(textOffset + position): \(found)")
  }

  // Records are a list of fields, which nobody here reads: brackets within brackets and strings are passed over.
  private mutating func typeDescription() throws -> String {
    skipBlanks()
    guard text.byte(at: position) == UInt8(ascii: "[") else { return try string() }
    var depth = 0
    while let byte = text.byte(at: position) {
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        _ = try string()
        continue
      }
      position += 1
      if byte == UInt8(ascii: "[") { depth += 1 }
      if byte == UInt8(ascii: "]") { depth -= 1 }
      if depth == 0 { return "[" }
    }
    throw fail("a list without its closing bracket")
  }

  private mutating func string() throws -> String {
    skipBlanks()
    guard let quote = text.byte(at: position), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    else {
      throw fail("no quoted string where one belongs")
    }
    position += 1
    var content: [UInt8] = []
    while let byte = text.byte(at: position) {
      position += 1
      if byte == quote { return String(decoding: content, as: UTF8.self) }
      content.append(byte)
    }
    throw fail("a string without its closing quote")
  }

  private mutating func truthValue() throws -> Bool {
    if take("True") { return true }
    if take("False") { return false }
    throw fail("neither True nor False as fortran_order")
  }

  private mutating func tuple() throws -> [Int] {
    try expect("(")
    var result: [Int] = []
    while !take(")") {
      result.append(try wholeNumber())
      if !take(",") {
        try expect(")")
        break
      }
    }
    return result
  }

  private mutating func wholeNumber() throws -> Int {
    skipBlanks()
    var value: Int?
    while let byte = text.byte(at: position), byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
      let (tens, isTooLarge) = (value ?? 0).multipliedReportingOverflow(by: 10)
      let (sum, isStillTooLarge) = tens.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      guard !isTooLarge, !isStillTooLarge else { throw fail("a length in shape that exceeds \(Int.max)") }
      value = sum
      position += 1
    }
    guard let value else { throw fail("no whole number of at least 0 in shape") }
    // Python 2 wrote long integers as 3L.
    _ = take("L")
    return value
  }

  private mutating func skipBlanks() {
    while let byte = text.byte(at: position), byte == 0x20 || (byte >= 0x09 && byte <= 0x0d) { position += 1 }
  }

  /// Steps over `token` and blanks before it, if it comes next.
  private mutating func take(_ token: String) -> Bool {
    skipBlanks()
    guard text.starts(with: Array(token.utf8), at: position) else { return false }
    position += token.utf8.count
    return true
  }

  private mutating func expect(_ token: String) throws {
    guard take(token) else { throw fail("no '\(token)' where one belongs") }
  }
}
