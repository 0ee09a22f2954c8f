import Yams

/// YAML text as a tree of ``ConfigurationNode``, with the place of every part.
package enum ConfigurationParser {
  /// The most nodes that a configuration may have once its aliases are followed.
  static let mostNodes = 100_000
  /// How deep lists and mappings may be in one another.
  static let mostLevels = 64

  /// The tree of a text; `whole` is the file or the override in which it stands, `directory` the one to which relative
  /// paths in it refer.
  ///
  /// What would cost more than its text is refused before the library reads it: nesting, and aliases of aliases.
  package static func tree(
    _ text: String, whole: ConfigurationPlace, directory: String
  ) throws(ConfigurationError) -> ConfigurationNode {
    let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    try ConfigurationNesting.check(text, whole: whole)
    try ConfigurationAliases.check(text, whole: whole)
    let node: Node?
    do {
      node = try compose(yaml: lengthened(text), .basic, .default, .utf8)
    } catch {
      throw syntaxError(error, text: text, whole: whole)
    }
    guard let node else {
      return ConfigurationNode(content: .text("", plain: true), place: whole, directory: directory)
    }
    var converter = Converter(directory: directory, whole: whole)
    return try converter.converted(node, level: 1)
  }

  /// Copies the library's tree. Aliases are followed, so the number of nodes is bounded here.
  private struct Converter {
    let directory: String
    let whole: ConfigurationPlace
    var count = 0

    mutating func converted(_ node: Node, level: Int) throws(ConfigurationError) -> ConfigurationNode {
      count += 1
      let place = ConfigurationParser.place(node, in: whole)
      try checkCount(count, place)
      try checkLevel(level, place)
      return ConfigurationNode(
        content: try content(node, place, level: level), place: place, directory: directory)
    }

    private mutating func content(
      _ node: Node, _ place: ConfigurationPlace, level: Int
    ) throws(ConfigurationError) -> ConfigurationNode.Content {
      switch node {
      case .scalar(let scalar):
        return .text(
          scalar.string, plain: scalar.style == .plain && scalar.tag.description != Tag.Name.str.rawValue)
      case .sequence(let sequence):
        var list = [ConfigurationNode]()
        for element in sequence { list.append(try converted(element, level: level + 1)) }
        return .list(list)
      case .mapping(let mapping):
        var entries = [ConfigurationNode.Entry]()
        for (key, value) in mapping {
          let keyPlace = ConfigurationParser.place(key, in: whole)
          guard case .scalar(let name) = key else { throw keyError(keyPlace) }
          entries.append(
            .init(key: name.string, keyPlace: keyPlace, value: try converted(value, level: level + 1)))
        }
        return .mapping(entries)
      case .alias:
        throw ConfigurationError(
          place, "found an alias that names nothing; allowed: the name of an anchor above")
      }
    }
  }
}

extension ConfigurationParser {
  /// The library keeps a pointer to the text's storage, which a short string does not have: so no text is short.
  static func lengthened(_ text: String) -> String { text + String(repeating: "\n", count: 32) }

  /// Where a node stands.
  static func place(_ node: Node, in whole: ConfigurationPlace) -> ConfigurationPlace {
    node.mark.map { whole.at(line: $0.line, column: $0.column) } ?? whole
  }

  /// Refuses more values than are allowed.
  static func checkCount(_ count: Int, _ place: ConfigurationPlace) throws(ConfigurationError) {
    guard count <= mostNodes else {
      throw ConfigurationError(place, "found more than \(mostNodes) values; allowed: at most \(mostNodes)")
    }
  }

  /// Refuses a part that is deeper than is allowed.
  static func checkLevel(_ level: Int, _ place: ConfigurationPlace) throws(ConfigurationError) {
    guard level <= mostLevels else {
      throw ConfigurationError(
        place, "found lists or mappings nested more than \(mostLevels) deep; allowed: at most \(mostLevels)")
    }
  }

  /// The error of a key that is a list or a mapping.
  static func keyError(_ place: ConfigurationPlace) -> ConfigurationError {
    ConfigurationError(place, "found a key that is no text; allowed: a name")
  }
}
