extension String {
  /// This text on one line: control characters and the Unicode line and paragraph separators become escapes.
  package var escapingControlCharacters: String {
    guard unicodeScalars.contains(where: \.isControl) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.isControl: text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// This text in single quotes for a message, cut after 60 characters.
  package var quotedForMessage: String {
    count > 60 ? "'\(prefix(60))…'" : "'\(self)'"
  }
}

extension Unicode.Scalar {
  /// Whether the scalar would break a line, move a terminal's cursor or turn its direction, or is a byte order mark.
  package var isControl: Bool {
    value < 0x20 || (0x7F...0x9F).contains(value) || value == 0x2028 || value == 0x2029
      || value == 0xFEFF || (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
  }
}
