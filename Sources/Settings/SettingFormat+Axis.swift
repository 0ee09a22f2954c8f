extension SettingFormat {
  /// A list of at least one different values; a value alone stands for a list of one. The whole list is compared.
  package static func axis<Element: Hashable & Sendable>(
    of element: SettingFormat<Element>
  ) -> SettingFormat where Value == [Element] {
    axis(of: element, isBlock: false, identity: { $0 }) { node, _ in
      "\(node.found) is given twice; allowed: different values"
    }
  }

  /// A list of at least one values, written with a line for every value, of which each word that `word` gives may stand
  /// once; `noun` is what a value is called.
  package static func axis<Element>(
    of element: SettingFormat<Element>, each noun: String, word: @escaping @Sendable (Element) -> String
  ) -> SettingFormat where Value == [Element] {
    axis(of: element, isBlock: true, identity: word) { _, word in
      "'\(word)' is given twice; allowed: each \(noun) once"
    }
  }

  private static func axis<Element, Identity: Hashable & Sendable>(
    of element: SettingFormat<Element>, isBlock: Bool, identity: @escaping @Sendable (Element) -> Identity,
    twice: @escaping @Sendable (ConfigurationNode, Identity) -> String
  ) -> SettingFormat where Value == [Element] {
    SettingFormat(
      allowed: "\(element.allowed); one or a list",
      read: { node, name, _ throws(ConfigurationError) in
        var values: [Element] = []
        var seen = Set<Identity>()
        for one in try node.elements(name) {
          let value = try element.read(one, name, nil)
          guard seen.insert(identity(value)).inserted else {
            throw ConfigurationError(one.place, "\(name): \(twice(one, identity(value)))")
          }
          values.append(value)
        }
        return values
      },
      write: { .list($0.map(element.write), isBlock: isBlock) },
      keys: element.keys.map { keys in
        Keys(haveEffects: false, values: { _, _ in [] }, entries: { keys.entries(nil, $1) })
      })
  }
}
