import Messages

/// Text of unknown origin as a field of a table (RFC 4180).
package enum CSVText {
  /// Quoted where needed; a text that a spreadsheet would take for a formula gets an apostrophe in front; control
  /// characters other than line breaks and tabs are replaced, since a CSV is also looked at in terminals.
  package static func field(_ text: String) -> String {
    switch separators(text) {
    case 0: text
    case nil: fieldOfAnything(text)
    default: "\"" + text + "\""
    }
  }

  private static func fieldOfAnything(_ text: String) -> String {
    var safe = ""
    if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) { safe = "'" }
    for scalar in text.unicodeScalars {
      let isHidden = scalar.isControl && !"\n\r\t".unicodeScalars.contains(scalar)
      safe.unicodeScalars.append(isHidden ? "\u{FFFD}" : scalar)
    }
    guard safe.unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else { return safe }
    // By scalars, because a combining mark behind a quote makes one character of the two.
    var quoted = "\""
    for scalar in safe.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  // The number of commas in a text of letters, digits and what is in names, which most fields are; nil for any other
  // text, also for one that begins like a formula.
  private static func separators(_ text: String) -> Int? {
    guard let first = text.utf8.first else { return 0 }
    if first == UInt8(ascii: "-") || first == UInt8(ascii: "=") { return nil }
    var count = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"),
        UInt8(ascii: "_"), UInt8(ascii: " "), UInt8(ascii: ":"), UInt8(ascii: "="):
        break
      case UInt8(ascii: ","): count += 1
      default: return nil
      }
    }
    return count
  }
}
