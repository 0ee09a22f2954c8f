/// What the manual says of one key.
package struct ManualEntry: Hashable, Sendable {
  /// The dotted path of the key; `NAME` stands for a name that the person gives.
  package let path: String
  /// What holds without the key.
  package let standard: Standard
  /// What is allowed, in words.
  package let allowed: String
  /// What a change of it means; nil for a section, and for an option of a choice, which changes with the choice.
  package let effect: SettingEffect?
  /// What the key is, in a sentence without its point.
  package let summary: String
  /// Whether the keys within say themselves what a change of them means.
  package let isGroup: Bool
  /// The keys within the value: those of a section, or the options of a choice.
  package let keys: [ManualEntry]

  /// What holds without a key.
  package enum Standard: Hashable, Sendable {
    /// A value, in YAML.
    case value(String)
    /// Words that say what holds where it is no single value.
    case words(String)
    /// Nothing: the key must be given.
    case required
  }

  /// The entry and all entries below it, in their order.
  package var all: [ManualEntry] { [self] + keys.flatMap(\.all) }
}

extension SettingFormat {
  /// What the manual says of the keys of a whole configuration.
  package var manual: [ManualEntry] { keys?.entries(nil, "") ?? [] }
}
