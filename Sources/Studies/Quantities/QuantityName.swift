/// The name of a result, given once as words; every spelling of it is made from them.
package struct QuantityName: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The words in lower case.
  package let words: [String]

  /// A name of words: `best held out loss`.
  package init(stringLiteral text: String) { self.init(text) }

  /// A name of words that are separated by blanks; hyphens separate too.
  package init(_ text: String) {
    words = text.lowercased().split { $0 == " " || $0 == "-" }.map(String.init)
    precondition(!words.isEmpty, "a name without words")
  }

  /// For columns of CSV and SQL: `best_held_out_loss`.
  package var snakeCase: String { words.joined(separator: "_") }

  /// For keys of JSON: `bestHeldOutLoss`.
  package var camelCase: String {
    words[0] + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// For keys of configurations: `best-held-out-loss`.
  package var hyphenated: String { words.joined(separator: "-") }

  /// The name with more words behind it.
  package func adding(_ text: String) -> QuantityName {
    QuantityName((words + [text]).joined(separator: " "))
  }
}
