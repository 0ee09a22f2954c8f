extension SettingFormat {
  /// A list of at least one value in an order that counts; a value alone stands for a list of one. The whole list is
  /// compared.
  package static func list<Element: Sendable>(
    of element: SettingFormat<Element>
  ) -> SettingFormat where Value == [Element] {
    SettingFormat(
      allowed: "\(element.allowed); one or a list, in order",
      read: { node, name, _ throws(ConfigurationError) in
        var values: [Element] = []
        for one in try node.elements(name) { values.append(try element.read(one, name, nil)) }
        return values
      },
      write: { .list($0.map(element.write), isBlock: false) },
      keys: element.keys.map { keys in
        Keys(haveEffects: false, values: { _, _ in [] }, entries: { keys.entries(nil, $1) })
      })
  }

  /// The same format, whose values must pass a check besides; it says what is wrong with one, nil for nothing.
  package func checked(_ problem: @escaping @Sendable (Value) -> String?) -> SettingFormat {
    let read = read
    return SettingFormat(
      allowed: allowed,
      read: { node, name, current throws(ConfigurationError) in
        let value = try read(node, name, current)
        if let problem = problem(value) { throw ConfigurationError(node.place, "\(name): \(problem)") }
        return value
      },
      write: write, compared: compared, keys: keys)
  }
}

extension SettingChoice {
  /// A word that takes one value: `{pca: 128}`. It never is alone.
  /// - Parameters:
  ///   - word: the word.
  ///   - format: what the value is.
  ///   - summary: what it means, for the manual.
  ///   - value: the whole with this value.
  ///   - taken: the value of a whole; nil for one that another word stands for.
  package static func word<Given: Sendable>(
    _ word: String, taking format: SettingFormat<Given>, _ summary: String,
    value: @escaping @Sendable (Given) -> Value, taken: @escaping @Sendable (Value) -> Given?
  ) -> SettingChoice {
    SettingChoice(
      word: word,
      read: { given, whole, name throws(ConfigurationError) in
        guard let given else {
          throw ConfigurationError(
            whole.place, "\(name): found no value; allowed: \(format.allowed), as in {\(word): …}")
        }
        return value(try format.read(given, name, nil))
      },
      write: { whole in
        taken(whole).map { .mapping([.init(key: word, value: format.write($0))], isBlock: false) }
      },
      entries: { path in
        [
          ManualEntry(
            path: path, standard: .required, allowed: format.allowed, effect: nil, summary: summary,
            isGroup: false, keys: [])
        ]
      })
  }
}
