/// One `--set key.path=value`: puts a value into the tree before its meaning is read, so that it is checked as strictly
/// as the file.
package struct ConfigurationOverride {
  /// The override as it was given.
  let text: String
  /// The dotted path of the key.
  let path: [String]
  /// The value, read as YAML.
  let value: ConfigurationNode

  /// Parses `key.path=value`; relative paths in the value refer to `directory`.
  package init(_ text: String, directory: String) throws(ConfigurationError) {
    let place = ConfigurationPlace.override(text)
    guard let equals = text.firstIndex(of: "=") else {
      throw ConfigurationError(place, "found no '='; allowed: key.path=value, as in training.max-epochs=20")
    }
    let path = text[..<equals].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard !path.contains(where: \.isEmpty) else {
      throw ConfigurationError(
        place, "found an empty key; allowed: key.path=value, as in training.max-epochs=20")
    }
    guard path.count <= ConfigurationParser.mostLevels else {
      throw ConfigurationError(
        place,
        "found a path of \(path.count) keys; allowed: at most \(ConfigurationParser.mostLevels), as in training.max-epochs=20"
      )
    }
    self.text = text
    self.path = path
    value = try ConfigurationParser.tree(
      String(text[text.index(after: equals)...]), whole: place, directory: directory)
  }

  /// The tree with the value at the path; mappings that are missing on the way are made.
  package func applied(to tree: ConfigurationNode) throws(ConfigurationError) -> ConfigurationNode {
    try placed(in: tree, path[...], above: [])
  }

  private func placed(
    in node: ConfigurationNode, _ rest: ArraySlice<String>, above: [String]
  ) throws(ConfigurationError) -> ConfigurationNode {
    guard !rest.isEmpty else { return value }
    var entries: [ConfigurationNode.Entry]
    switch node.content {
    case .mapping(let present): entries = present
    // `optimizer: rmsprop` with an option of rmsprop becomes `optimizer: {rmsprop: {…}}`.
    case .text(let word, _) where node.isNothing || word == rest.first: entries = []
    case .text, .list:
      throw ConfigurationError(
        .override(text),
        "\(above.joined(separator: ".")) is \(node.found) and has no keys; allowed: a value for all of it")
    }
    // Names of feature sets may hold a point: the longest key that is there wins.
    let length =
      (1...rest.count).last { length in
        let key = rest.prefix(length).joined(separator: ".")
        return entries.contains { $0.key == key }
      } ?? 1
    let key = rest.prefix(length).joined(separator: ".")
    let index = entries.firstIndex { $0.key == key }
    let empty = ConfigurationNode(content: .mapping([]), place: value.place, directory: value.directory)
    let child = try placed(
      in: index.map { entries[$0].value } ?? empty, rest.dropFirst(length), above: above + [key])
    if let index {
      entries[index].value = child
    } else {
      entries.append(.init(key: key, keyPlace: value.place, value: child))
    }
    return ConfigurationNode(content: .mapping(entries), place: node.place, directory: node.directory)
  }
}
