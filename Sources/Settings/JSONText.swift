/// A JSON value whose text is decided here to the last byte: keys stay in their order, numbers have one spelling.
///
/// Hashes of configurations rest on this text, so it must not change with a version of a library.
package enum JSONText {
  case null
  case boolean(Bool)
  case integer(Int)
  case unsigned(UInt64)
  /// A finite number.
  case number(Double)
  case string(String)
  case array([JSONText])
  case object([(String, JSONText)])

  /// Without spaces and line breaks.
  package var compact: String { text(indentation: nil) }

  /// One line per innermost object or array, two spaces a level.
  package var pretty: String { text(indentation: 0) + "\n" }

  private func text(indentation: Int?) -> String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .unsigned(let value): String(value)
    case .number(let value): DecimalText.text(value)
    case .string(let value): Self.quoted(value)
    case .array(let elements):
      joined("[", elements.map { (nil, $0) }, "]", indentation)
    case .object(let members):
      joined("{", members.map { ($0.0, $0.1) }, "}", indentation)
    }
  }

  private func joined(_ open: String, _ members: [(String?, JSONText)], _ close: String, _ indentation: Int?)
    -> String
  {
    let isBroken = indentation != nil && members.contains { $0.1.isNested }
    let inner = isBroken ? indentation.map { $0 + 2 } : nil
    let gap = indentation == nil ? "" : " "
    let parts = members.map { key, value in
      (key.map { "\(Self.quoted($0)):\(gap)" } ?? "")
        + value.text(indentation: inner ?? (indentation == nil ? nil : 0))
    }
    guard isBroken, let inner, let indentation else {
      return open + parts.joined(separator: ",\(gap)") + close
    }
    let margin = String(repeating: " ", count: inner)
    return open + "\n" + parts.map { margin + $0 }.joined(separator: ",\n") + "\n"
      + String(repeating: " ", count: indentation) + close
  }

  private var isNested: Bool {
    switch self {
    case .array(let elements): elements.contains { $0.isContainer }
    case .object: true
    default: false
    }
  }

  private var isContainer: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
