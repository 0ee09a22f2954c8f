import Messages

extension SettingFormat {
  /// A mapping from names that the person gives to values, in their order. The names are compared under the key itself,
  /// the keys of a value where both configurations have its name.
  /// - Parameters:
  ///   - element: what is under a name.
  ///   - name: where a value keeps its name.
  ///   - noun: what one value is called in messages.
  ///   - allowed: what is allowed, with an example.
  package static func named<Element>(
    _ element: SettingFormat<Element>, name: WritableKeyPath<Element, String> & Sendable, noun: String,
    allowed: String
  ) -> SettingFormat where Value == [Element] {
    SettingFormat(
      allowed: allowed,
      read: { node, path, _ throws(ConfigurationError) in
        guard case .mapping(let entries) = node.content else { throw node.wrong(path, allowed: allowed) }
        guard !entries.isEmpty else {
          throw ConfigurationError(node.place, "\(path): found no \(noun); allowed: at least one")
        }
        guard entries.count <= ConfigurationNode.longestAxis else {
          throw ConfigurationError(
            node.place,
            "\(path): found \(entries.count) \(noun)s; allowed: at most \(ConfigurationNode.longestAxis)")
        }
        var values: [Element] = []
        for entry in entries {
          let key = ConfigurationNode(
            content: .text(entry.key, plain: false), place: entry.keyPlace, directory: node.directory)
          let own = try key.identifier(path)
          var value = try element.read(entry.value, "\(path).\(own)", nil)
          value[keyPath: name] = own
          values.append(value)
        }
        return values
      },
      write: { values in
        .mapping(
          values.map { .init(key: YAMLText.text($0[keyPath: name]), value: element.write($0)) },
          isBlock: true)
      },
      compared: { values in
        SettingTree.list(values.map { .scalar(YAMLText.text($0[keyPath: name])) }, isBlock: false).line
      },
      keys: element.keys.map { keys in
        Keys(
          haveEffects: keys.haveEffects,
          values: { values, path in
            values.flatMap { value -> [SettingValue] in
              let part = "\(path).\(value[keyPath: name])"
              return keys.values(value, part).map { $0.within(part) }
            }
          },
          entries: { keys.entries(nil, "\($1).NAME") })
      })
  }
}
