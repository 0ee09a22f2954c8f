import CrossModal
import Messages
import Settings

extension SideNames {
  /// The names of both sides in a configuration: a list of two different names that are keys of `dataset` from then on.
  static let format = SettingFormat<SideNames>(
    allowed: "two different names, as in [audio, fmri]",
    read: { node, path throws(ConfigurationError) in
      guard case .list(let nodes) = node.content, nodes.count == 2 else {
        throw node.wrong(path, allowed: "a list of two different names, as in [audio, fmri]")
      }
      let first = try name(nodes[0], path)
      let second = try name(nodes[1], path)
      guard first != second else {
        throw nodes[1].wrong(path, allowed: "a name that is not that of the first side")
      }
      return SideNames(first: first, second: second)
    },
    write: { "[\(YAMLText.text($0.first)), \(YAMLText.text($0.second))]" })

  /// The names that a configuration gives to its sides, before any other key is read; the usual ones where it gives none.
  static func named(in tree: ConfigurationNode) throws(ConfigurationError) -> SideNames {
    guard let dataset = tree.entry("dataset")?.value, let given = dataset.entry("sides")?.value else {
      return .usual
    }
    let sides = try format.read(given, "dataset.sides", nil)
    if sides != .usual { try sides.checkEncoders(dataset) }
    return sides
  }

  private static func name(
    _ node: ConfigurationNode, _ path: String
  ) throws(ConfigurationError) -> String {
    let name = try SettingFormat<String>.identifier.read(node, path, nil)
    guard !DatasetConfiguration.ownKeys.contains(name) else {
      throw node.wrong(
        path, allowed: "no key of dataset (\(DatasetConfiguration.ownKeys.joined(separator: ", ")))")
    }
    guard !name.contains(joint) else {
      throw node.wrong(path, allowed: "no '\(joint)' in the name of a side, which joins both in directions")
    }
    return name
  }

  // The unknown key alone would not say where an encoder may stand.
  private func checkEncoders(_ dataset: ConfigurationNode) throws(ConfigurationError) {
    guard case .mapping(let sets)? = dataset.entry(first)?.value.content else { return }
    for set in sets {
      guard let encoder = set.value.entry("encoder") else { continue }
      throw ConfigurationError(
        encoder.keyPlace,
        "dataset.\(first): found an encoder for \(set.key.quotedForMessage); allowed: an encoder of a feature set of the second side, "
          + "dataset.\(second)")
    }
  }
}

extension SettingFormat<Direction> {
  /// A direction, by the names of the sides.
  static func direction(_ sides: SideNames) -> SettingFormat {
    let words = Direction.allCases.map { sides.name(of: $0) }
    return SettingFormat(
      allowed: words.joined(separator: ", "),
      read: { node, name throws(ConfigurationError) in
        let word = try node.word(name, of: words)
        return word == words[0] ? Direction.allCases[0] : Direction.allCases[1]
      },
      write: { sides.name(of: $0) })
  }
}

extension ConfigurationNode {
  /// The entry of a key; nil where there is none, and where this is no mapping.
  fileprivate func entry(_ key: String) -> Entry? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }
  }
}
