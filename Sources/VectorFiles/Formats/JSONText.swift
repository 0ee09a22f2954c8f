/// A text that is JSON, by its first tokens: brackets or a brace, and a value that JSON's punctuation follows. Word vectors
/// of the word `[` are none, since a blank and another number follow their first.
struct JSONText {
  private enum Outline: Equatable {
    /// Rows of numbers.
    case rows
    /// A list of objects, or one object a line; with the name of the first list in them, if there is one.
    case objects(name: String?, isLines: Bool)
    /// One object: names with values.
    case object
    case other
  }

  private let outline: Outline

  private static let sampled = 1 << 16

  /// Nil for any other text.
  init?(_ bytes: BoundedBytes, path: String) {
    let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    var scanner = Scanner(bytes: Array(bytes.part(start..<min(bytes.count, start + Self.sampled))))
    guard let outline = scanner.outline(), scanner.standsAlone() else { return nil }
    self.outline = outline
  }

  /// The error about the file, with the line that converts it.
  func error(path: String) -> DataFileError {
    let line = ConversionLine(path: path)
    let text =
      switch outline {
      case .rows: line.save("json, numpy", "json.load(open('{}'))")
      case .objects(let name?, let isLines):
        line.save(
          "json, numpy",
          isLines
            ? "[json.loads(row)['\(name)'] for row in open('{}')]"
            : "[row['\(name)'] for row in json.load(open('{}'))]")
      case .objects(nil, let isLines):
        line.python(
          "import pandas; pandas.read_json('{}'\(isLines ? ", lines=True" : "")).to_csv('{stem}.csv', index=False)"
        )
      case .object:
        line.python(
          "import json, pandas; pandas.DataFrame.from_dict(json.load(open('{}')), orient='index').to_csv('{stem}.csv')"
        )
      case .other: line.python("import json; print(json.load(open('{}')))")
      }
    return ForeignFormat.error(path, "JSON", text)
  }

  private struct Scanner {
    let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func outline() -> Outline? {
      switch next() {
      case UInt8(ascii: "["):
        switch next() {
        case UInt8(ascii: "["):
          while peek() == UInt8(ascii: "[") { position += 1 }
          return peek() == UInt8(ascii: "]") || value() ? .rows : nil
        case UInt8(ascii: "{"):
          guard let name = firstName() else { return nil }
          return .objects(name: name.isEmpty ? nil : name, isLines: false)
        case nil: return nil
        default:
          position -= 1
          return value() ? .other : nil
        }
      case UInt8(ascii: "{"):
        let start = position
        guard let name = firstName() else { return nil }
        position = start
        guard isLines() else { return .object }
        return .objects(name: name.isEmpty ? nil : name, isLines: true)
      default: return nil
      }
    }

    // Whether nothing but further JSON follows what the first bracket or brace opens, as far as it is seen.
    mutating func standsAlone() -> Bool {
      position = 0
      var depth = 0
      while let byte = peek() {
        switch byte {
        case UInt8(ascii: "\""):
          guard string() != nil else { return true }
          continue
        case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
        default: break
        }
        position += 1
        if depth == 0 { return peek().map { Array("[{".utf8).contains($0) } ?? true }
      }
      return true
    }

    private mutating func skipBlanks() {
      while position < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[position]) { position += 1 }
    }

    private mutating func peek() -> UInt8? {
      skipBlanks()
      return position < bytes.count ? bytes[position] : nil
    }

    private mutating func next() -> UInt8? {
      let byte = peek()
      if byte != nil { position += 1 }
      return byte
    }

    // A string or number, and then a comma, a colon, a closing bracket or brace.
    private mutating func value() -> Bool {
      guard let first = peek() else { return false }
      if first == UInt8(ascii: "\"") {
        guard string() != nil else { return false }
      } else {
        let start = position
        while position < bytes.count,
          (0x2b...0x39).contains(bytes[position]) && bytes[position] != 0x2c
            || (0x61...0x7a).contains(bytes[position] | 0x20)
        { position += 1 }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        guard Double(word) != nil || ["true", "false", "null"].contains(word) else { return false }
      }
      return peek().map { Array(",:]}".utf8).contains($0) } ?? false
    }

    private mutating func string() -> String? {
      position += 1
      let start = position
      while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
        position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard position < bytes.count else { return nil }
      defer { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    // Behind a brace: the name of the first list in the object, "" if it has none; nil if this is no object.
    private mutating func firstName() -> String? {
      if peek() == UInt8(ascii: "}") { return "" }
      guard peek() == UInt8(ascii: "\""), let first = string(), peek() == UInt8(ascii: ":") else {
        return nil
      }
      var name = first
      while let byte = next() {
        switch byte {
        case UInt8(ascii: "\""):
          position -= 1
          guard let found = string() else { return "" }
          if peek() == UInt8(ascii: ":") { name = found }
        case UInt8(ascii: "["): return name.utf8.allSatisfy(isPlain) ? name : ""
        case UInt8(ascii: "{"), UInt8(ascii: "}"): return ""
        default: continue
        }
      }
      return ""
    }

    private func isPlain(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20) || byte == 0x5f || byte == 0x2d
    }

    // Whether another object follows the first one on a line of its own.
    private mutating func isLines() -> Bool {
      guard let end = bytes[position...].firstIndex(of: 0x0a),
        bytes[..<end].last(where: { $0 != 0x0d && $0 != 0x20 }) == UInt8(ascii: "}")
      else { return false }
      position = end
      return peek() == UInt8(ascii: "{")
    }
  }
}
