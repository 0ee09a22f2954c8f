import Messages

extension ConfigurationNode {
  /// One of a fixed set of words.
  package func word<Word: RawRepresentable<String>>(
    _ name: String, of words: [Word]
  ) throws(ConfigurationError) -> Word {
    let text = try word(name, of: words.map(\.rawValue))
    for word in words where word.rawValue == text { return word }
    throw wrong(name, allowed: words.map(\.rawValue).joined(separator: ", "))
  }

  /// One of a fixed set of words, as text.
  package func word(_ name: String, of words: [String]) throws(ConfigurationError) -> String {
    let allowed = words.joined(separator: ", ")
    guard case .text(let text, plain: let plain) = content, !isNothing else {
      throw wrong(name, allowed: allowed)
    }
    if words.contains(text) { return text }
    let found = plain ? found : text.quotedForMessage
    throw ConfigurationError(
      place, "\(name): found \(found)\(Suggestion.hint(text, among: words)); allowed: \(allowed)")
  }

  /// A word alone, or a mapping of one word to its options: `rmsprop`, `{rmsprop: {rho: 0.9}}`.
  func choice(
    _ name: String, of words: [String]
  ) throws(ConfigurationError) -> (word: String, options: ConfigurationNode?) {
    guard case .mapping(let entries) = content else { return (try word(name, of: words), nil) }
    guard let entry = entries.first, entries.count == 1 else {
      throw ConfigurationError(
        place,
        "\(name): found a mapping of \(entries.count) keys; allowed: one of \(words.joined(separator: ", "))")
    }
    let key = ConfigurationNode(
      content: .text(entry.key, plain: true), place: entry.keyPlace, directory: directory)
    return (try key.word(name, of: words), entry.value)
  }

  /// A name that can be in identifiers and file names: letters, digits, `.`, `_`, `-`, at most 64, a letter or digit
  /// first.
  func identifier(_ name: String) throws(ConfigurationError) -> String {
    guard case .text(let text, _) = content, !isNothing else { throw wrong(name, allowed: Self.identifiers) }
    let isName =
      (1...64).contains(text.utf8.count) && text.utf8.first?.isLetterOrDigit == true
      && text.utf8.allSatisfy { $0.isLetterOrDigit || [UInt8(ascii: "."), 0x5F, 0x2D].contains($0) }
    guard isName else { throw wrong(name, allowed: Self.identifiers) }
    return text
  }

  /// What a name may be.
  static let identifiers =
    "a name of 1 to 64 letters, digits, '.', '_' and '-' (A-Z, a-z, 0-9), a letter or digit first"

  /// A title: printable text of 1 to 200 characters.
  func title(_ name: String) throws(ConfigurationError) -> String {
    let text = try text(name, allowed: Self.titles)
    guard text.count <= 200, !text.unicodeScalars.contains(where: \.isControl),
      text.contains(where: { !$0.isWhitespace })
    else { throw wrong(name, allowed: Self.titles) }
    return text
  }

  /// What a title may be.
  static let titles = "printable text of 1 to 200 characters"
}

extension UInt8 {
  /// Whether the byte is an ASCII letter or digit.
  fileprivate var isLetterOrDigit: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}
