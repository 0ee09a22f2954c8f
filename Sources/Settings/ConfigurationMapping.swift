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
    self.name = name
    self.place = node.place
    self.entries = entries
  }

  /// The value of a key, or nil where the key is missing.
  package subscript(key: String) -> ConfigurationNode? {
    entries.first { $0.key == key }?.value
  }

  /// Whether the key is there.
  package func has(_ key: String) -> Bool { self[key] != nil }

  /// The value of a key that must be there.
  package func required(_ key: String) throws(ConfigurationError) -> ConfigurationNode {
    guard let node = self[key] else {
      throw ConfigurationError(place, "missing key '\(key)'\(name.isEmpty ? "" : " in \(name)")")
    }
    return node
  }

  /// The dotted name of a key of this mapping.
  package func path(_ key: String) -> String { name.isEmpty ? key : "\(name).\(key)" }

  /// The value of a key read by `read`, which gets the value and its dotted name; `fallback` where it is missing.
  package func value<Value>(
    _ key: String, default fallback: Value,
    _ read: (ConfigurationNode, String) throws(ConfigurationError) -> Value
  ) throws(ConfigurationError) -> Value {
    guard let node = self[key] else { return fallback }
    return try read(node, path(key))
  }
}
