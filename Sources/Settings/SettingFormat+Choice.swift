extension SettingFormat {
  /// One of several words, alone or as a mapping to its options: `adam`, `{adam: {beta1: 0.9}}`. It is compared as a
  /// whole, with its options.
  package static func choice(_ alternatives: [SettingChoice<Value>]) -> SettingFormat {
    let words = alternatives.map(\.word)
    precondition(Set(words).count == words.count, "a word of a choice is declared twice: \(words)")
    return SettingFormat(
      allowed: words.joined(separator: ", "),
      read: { node, name, _ throws(ConfigurationError) in
        let (word, options) = try node.choice(name, of: words)
        for alternative in alternatives where alternative.word == word {
          return try alternative.read(options, node, "\(name).\(word)")
        }
        throw node.wrong(name, allowed: words.joined(separator: ", "))
      },
      write: { value in
        for alternative in alternatives {
          if let tree = alternative.write(value) { return tree }
        }
        preconditionFailure("a value that no word of the choice stands for: \(value)")
      },
      keys: Keys(
        haveEffects: false, values: { _, _ in [] },
        entries: { _, path in alternatives.flatMap { $0.entries("\(path).\($0.word)") } }))
  }
}

/// A word of a choice, with the options that it has.
package struct SettingChoice<Value>: Sendable {
  let word: String
  // Options, if any are given, the whole with the word, and the dotted name for messages.
  let read: @Sendable (ConfigurationNode?, ConfigurationNode, String) throws(ConfigurationError) -> Value
  let write: @Sendable (Value) -> SettingTree?
  let entries: @Sendable (String) -> [ManualEntry]

  /// A word with options.
  /// - Parameters:
  ///   - word: the word.
  ///   - options: the declarations of the options; they have no effects of their own.
  ///   - start: the options where none are given.
  ///   - value: the value with these options.
  ///   - taken: the options of a value; nil for a value that another word stands for.
  package static func word<Options: Sendable>(
    _ word: String, options: [SettingKey<Options>], from start: Options,
    value: @escaping @Sendable (Options) -> Value, taken: @escaping @Sendable (Value) -> Options?
  ) -> SettingChoice {
    precondition(options.allSatisfy { $0.effect == nil }, "an option of '\(word)' has an effect of its own")
    let section = SettingFormat.ofKeys(options, from: start, isBlock: false, haveEffects: false)
    return SettingChoice(
      word: word,
      read: { node, _, name throws(ConfigurationError) in
        guard let node else { return value(start) }
        return value(try section.read(node, name, start))
      },
      write: { whole in
        guard let given = taken(whole) else { return nil }
        guard !options.isEmpty else { return .scalar(word) }
        return .mapping([.init(key: word, value: section.write(given))], isBlock: false)
      },
      entries: { section.keys?.entries(start, $0) ?? [] })
  }

  /// A word without options.
  package static func word(_ word: String, _ value: Value) -> SettingChoice
  where Value: Equatable & Sendable {
    .word(
      word, options: [SettingKey<Void>](), from: (), value: { value }, taken: { $0 == value ? () : nil })
  }
}
