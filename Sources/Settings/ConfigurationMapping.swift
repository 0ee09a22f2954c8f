import Messages

/// A mapping whose keys are known: each is allowed by name, and an unknown one is an error.
package struct ConfigurationMapping {
  /// The dotted name of the mapping, empty for the whole file.
  package let name: String
  /// The place of the mapping.
  package let place: ConfigurationPlace
  private let entries: [ConfigurationNode.Entry]

  /// Reads `node` as a mapping that may hold the keys `allowed` only. Nothing (`grid:` without a value) is refused.
  package init(_ node: ConfigurationNode, name: String, allowed: [String]) throws(ConfigurationError) {
    let keys = allowed.isEmpty ? "none" : allowed.joined(separator: ", ")
    guard case .mapping(let entries) = node.content else {
      throw node.wrong(
        name.isEmpty ? "configuration" : name,
        allowed: allowed.isEmpty ? "no options" : "a mapping with the keys \(keys)")
    }
    for entry in entries where !allowed.contains(entry.key) {
      let hint = Suggestion.hint(entry.key, among: allowed)
      throw ConfigurationError(
        entry.keyPlace,
        "unknown key \(entry.key.quotedForMessage)\(hint)\(name.isEmpty ? "" : " in \(name)"); "
          + "allowed: \(keys)")
    }
    (self.name, place, self.entries) = (name, node.place, entries)
  }

  /// A mapping whose keys were checked before; without keys where `node` is no mapping.
  init(_ node: ConfigurationNode, name: String) {
    (self.name, place) = (name, node.place)
    if case .mapping(let entries) = node.content { self.entries = entries } else { entries = [] }
  }

  /// The value of a key, or nil where the key is missing.
  package subscript(key: String) -> ConfigurationNode? {
    entries.first { $0.key == key }?.value
  }

  /// Whether the key is there.
  package func has(_ key: String) -> Bool { self[key] != nil }

  /// The values below a key in their order, with their names; none where there is no mapping.
  package func entries(_ key: String) -> [ConfigurationNode.Entry] {
    if case .mapping(let entries)? = self[key]?.content { entries } else { [] }
  }

  /// The value of a key that must be there.
  package func required(_ key: String) throws(ConfigurationError) -> ConfigurationNode {
    guard let node = self[key] else {
      throw ConfigurationError(place, "missing key '\(key)'\(name.isEmpty ? "" : " in \(name)")")
    }
    return node
  }

  /// The dotted name of a key of this mapping.
  package func path(_ key: String) -> String { name.isEmpty ? key : "\(name).\(key)" }
}
