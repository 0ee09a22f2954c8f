/// Text for a shell.
package enum ShellText {
  /// One word that a POSIX shell reads as exactly this text.
  static func quoted(_ text: String) -> String {
    let plain = text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-_./=:,@%+".unicodeScalars.contains(scalar))
    }
    return plain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }

  /// A command line of these words.
  package static func command(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }
}
