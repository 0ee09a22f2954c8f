/// What the header of a `.npy` array says of its elements, be they numbers or anything else.
package struct NPYDescription: Equatable, Sendable {
  /// numpy's name of the type with the byte order, as it is: `<f8`, `<U5`; `[` for records.
  package var type: String
  /// Whether the first index runs fastest.
  package var isFortranOrder: Bool
  /// The lengths of the axes; empty for a single value.
  package var shape: [Int]

  /// The name without the byte order.
  private var code: Substring { "<>=|".contains(type.first ?? "?") ? type.dropFirst() : type[...] }

  /// The type of numbers; nil for anything else.
  package var elementType: NPYElementType? {
    guard let type = NPYElementType(rawValue: String(code)), code.count < self.type.count else { return nil }
    return type.size == 1 || self.type.first != "|" ? type : nil
  }

  /// Whether the elements are those that numpy writes for bfloat16, of which it knows two bytes and no meaning.
  package var isBrainFloat: Bool { code == "V2" || isNamedBrainFloat }

  /// Whether the file itself calls them bfloat16.
  var isNamedBrainFloat: Bool { code == "bfloat16" }

  /// Characters of each text: 4 bytes each (`U`), or 1 (`S`); nil for what is no text.
  var text: (isWide: Bool, length: Int)? {
    guard let letter = code.first, letter == "U" || letter == "S", let length = Int(code.dropFirst()),
      length >= 0
    else { return nil }
    return (letter == "U", length)
  }

  /// The type in words: `float64`, `text (U5)`, `Python objects`.
  package var typeName: String {
    if let elementType { return elementType.name }
    if isBrainFloat { return "bfloat16" }
    switch code.first {
    case "U", "S": return "text (\(code))"
    case "O": return "Python objects"
    case "[": return "records"
    case "c": return "complex numbers (\(code))"
    case "M", "m": return "dates (\(code))"
    default: return type
    }
  }

  /// Parses the header at the start of `bytes`.
  ///
  /// - Returns: what it says, and the offset of the first element.
  /// - Throws: ``DataFileError`` of kind `.content` about `path`.
  static func parse(_ bytes: BoundedBytes, path: String) throws -> (NPYDescription, dataOffset: Int) {
    func fail(_ message: String) -> DataFileError { .content(path, message) }
    guard bytes.count > 0 else { throw fail("is empty; an .npy file starts with a header") }
    guard bytes.starts(with: NPYHeader.magic) else {
      throw fail("does not start with the bytes \\x93NUMPY of an .npy file")
    }
    guard let major = bytes.byte(at: 6), let minor = bytes.byte(at: 7) else {
      throw fail("ends within the version, at byte \(bytes.count)")
    }
    let start: Int
    let length: Int?
    switch (major, minor) {
    case (1, 0):
      start = 10
      length = bytes.integer(UInt16.self, at: 8).map(Int.init)
    case (2, 0), (3, 0):
      start = 12
      length = bytes.integer(UInt32.self, at: 8).map(Int.init)
    default: throw fail("is of .npy version \(major).\(minor); versions 1.0, 2.0 and 3.0 are allowed")
    }
    guard let length, let text = bytes.slice(at: start, length: length) else {
      throw fail("ends within the header, at byte \(bytes.count)")
    }
    var parser = NPYHeaderParser(text: text, textOffset: start, path: path)
    return (try parser.parse(), start + length)
  }

  /// The header of an array of numbers.
  /// - Throws: ``DataFileError`` that names what it is instead.
  func header(path: String) throws -> NPYHeader {
    let allowed = "bool, int8 to int64, uint8 to uint64 and float16 to float64 are allowed"
    guard let elementType else {
      switch code.first {
      case "O":
        throw DataFileError.content(
          path, "holds Python objects; \(allowed); numpy.save(FILE, numpy.stack(x)) writes numbers")
      case "[":
        throw DataFileError.content(path, "holds records with fields; a plain array of numbers is allowed")
      case "U", "S":
        throw DataFileError.content(
          path, "holds elements of type \(DataFileError.quoted(type)), which are text; \(allowed)")
      default:
        guard NPYElementType(rawValue: String(type.dropFirst())) == nil else {
          throw DataFileError.content(
            path, "holds elements of unknown byte order \(DataFileError.quoted(type))")
        }
        throw DataFileError.content(path, "holds elements of type \(DataFileError.quoted(type)); \(allowed)")
      }
    }
    let isBigEndian = type.first == ">" || type.first == "=" && Int(littleEndian: 1) != 1
    return NPYHeader(
      type: elementType, shape: shape, isBigEndian: isBigEndian, isFortranOrder: isFortranOrder)
  }

  /// Checks that elements of some size fill the bytes behind the header.
  /// - Returns: bytes of all elements.
  /// - Throws: ``DataFileError`` for an array that is shorter or longer.
  func checkedSize(elementSize: Int, found: Int, dataOffset: Int, path: String) throws -> Int {
    let axes = shape.map(String.init).joined(separator: " × ")
    guard let size = CheckedSize.product(shape + [elementSize]) else {
      throw DataFileError.content(path, "the header's shape \(axes) has more elements than memory can hold")
    }
    guard found == size else {
      let verb = found < size ? "ends too early" : "has bytes after its end"
      throw DataFileError.content(
        path,
        "\(verb): the header promises \(size) bytes (shape \(axes), \(typeName)) after byte \(dataOffset), found \(max(0, found))"
      )
    }
    return size
  }
}
