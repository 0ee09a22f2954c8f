import Settings

/// The value of the key `kind`.
struct KindName: RawRepresentable, Hashable, Sendable {
  let rawValue: String

  init(rawValue: String) { self.rawValue = rawValue }

  /// The kind that a tree names; nil where it names none.
  static func named(in tree: ConfigurationNode, of kinds: [String]) throws(ConfigurationError) -> String? {
    guard case .mapping(let entries) = tree.content, let entry = entries.first(where: { $0.key == "kind" })
    else { return nil }
    return try entry.value.word("kind", of: kinds.map(KindName.init)).rawValue
  }
}

extension SettingKey {
  /// The key `kind` of a configuration of this kind; the usual kind need not be named, and is not written out.
  static func kind(_ name: String, isUsual: Bool = false) -> SettingKey {
    SettingKey(
      "kind", get: { _ in isUsual ? nil : KindName(rawValue: name) }, set: { _, _ in },
      .word(of: [KindName(rawValue: name)]), effect: .nothing, isRequired: !isUsual,
      default: isUsual ? name : nil, "The kind of experiment")
  }
}
