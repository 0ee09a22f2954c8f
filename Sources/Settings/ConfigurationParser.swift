import Yams

/// YAML text as a tree of ``ConfigurationNode``, with the place of every part.
package enum ConfigurationParser {
  /// The most nodes that a configuration may have once its aliases are followed.
  static let mostNodes = 100_000

  /// The tree of a text; `whole` is the file or the override in which it stands, `directory` the one to which relative
  /// paths in it refer.
  package static func tree(
    _ text: String, whole: ConfigurationPlace, directory: String
  ) throws(ConfigurationError) -> ConfigurationNode {
    let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    let node: Node?
    do {
      // The library keeps a pointer to the text's storage, which a short string does not have: so no text is short.
      node = try compose(yaml: text + String(repeating: "\n", count: 32), .basic, .default, .utf8)
    } catch {
      throw syntaxError(error, text: text, whole: whole)
    }
    guard let node else {
      return ConfigurationNode(content: .text("", plain: true), place: whole, directory: directory)
    }
    var converter = Converter(directory: directory, whole: whole)
    return try converter.converted(node)
  }

  /// Copies the library's tree. Aliases are followed, so the number of nodes is bounded here.
  private struct Converter {
    let directory: String
    let whole: ConfigurationPlace
    var count = 0

    func place(_ node: Node) -> ConfigurationPlace {
      node.mark.map { whole.at(line: $0.line, column: $0.column) } ?? whole
    }

    mutating func converted(_ node: Node) throws(ConfigurationError) -> ConfigurationNode {
      count += 1
      let place = place(node)
      guard count <= mostNodes else {
        throw ConfigurationError(place, "found more than \(mostNodes) values; allowed: at most \(mostNodes)")
      }
      return ConfigurationNode(content: try content(node, place), place: place, directory: directory)
    }

    private mutating func content(
      _ node: Node, _ place: ConfigurationPlace
    ) throws(ConfigurationError) -> ConfigurationNode.Content {
      switch node {
      case .scalar(let scalar):
        return .text(
          scalar.string, plain: scalar.style == .plain && scalar.tag.description != Tag.Name.str.rawValue)
      case .sequence(let sequence):
        var list = [ConfigurationNode]()
        for element in sequence { list.append(try converted(element)) }
        return .list(list)
      case .mapping(let mapping):
        var entries = [ConfigurationNode.Entry]()
        for (key, value) in mapping {
          guard case .scalar(let name) = key else {
            throw ConfigurationError(
              self.place(key), "found a key that is no text; allowed: a name")
          }
          entries.append(
            .init(
              key: name.string, keyPlace: self.place(key), value: try converted(value)))
        }
        return .mapping(entries)
      case .alias:
        throw ConfigurationError(
          place, "found an alias that names nothing; allowed: the name of an anchor above")
      }
    }
  }
}
