/// Text as a string of a JSON document.
enum JSONString {
  /// Adds the text in quotes.
  static func append(_ text: String, to line: inout String) {
    line += "\""
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      line += text
    } else {
      for scalar in text.unicodeScalars { append(scalar, to: &line) }
    }
    line += "\""
  }

  private static func append(_ scalar: Unicode.Scalar, to line: inout String) {
    switch scalar {
    case "\"": line += "\\\""
    case "\\": line += "\\\\"
    case "\n": line += "\\n"
    case "\t": line += "\\t"
    case "\r": line += "\\r"
    case _ where scalar.value < 0x20:
      line += (scalar.value < 0x10 ? "\\u000" : "\\u00") + String(scalar.value, radix: 16)
    default: line.unicodeScalars.append(scalar)
    }
  }
}
