extension SettingFormat {
  /// A mapping with known keys. A key that is not given keeps the value that it has in `start`, or in the value around
  /// the section.
  /// - Parameters:
  ///   - keys: the declarations, in the order in which they are read, written and listed; each name stands once.
  ///   - start: what holds without any key.
  ///   - isBlock: whether it is written with a line for every key.
  ///   - check: what no key can say alone; gets what was read, and may correct it.
  package static func section(
    _ keys: [SettingKey<Value>], from start: Value, isBlock: Bool,
    check: @escaping @Sendable (inout Value, ConfigurationMapping) throws(ConfigurationError) -> Void = {
      _, _ throws(ConfigurationError) in
    }
  ) -> SettingFormat where Value: Sendable {
    for key in keys {
      precondition(
        key.effect != nil || key.isGroup, "the key '\(key.name)' does not say what a change of it means")
    }
    return ofKeys(keys, from: start, isBlock: isBlock, haveEffects: true, check: check)
  }

  static func ofKeys(
    _ keys: [SettingKey<Value>], from start: Value, isBlock: Bool, haveEffects: Bool,
    check: @escaping @Sendable (inout Value, ConfigurationMapping) throws(ConfigurationError) -> Void = {
      _, _ throws(ConfigurationError) in
    }
  ) -> SettingFormat where Value: Sendable {
    let names = keys.map(\.name)
    precondition(Set(names).count == names.count, "a key is declared twice: \(names)")
    return SettingFormat(
      allowed: "a mapping with the keys \(names.joined(separator: ", "))",
      read: { node, name, current throws(ConfigurationError) in
        let mapping = try ConfigurationMapping(node, name: name, allowed: names)
        var value = current ?? start
        for key in keys {
          if let node = mapping[key.name] {
            try key.read(&value, node, mapping.path(key.name))
          } else if key.isRequired {
            _ = try mapping.required(key.name)
          }
        }
        try check(&value, mapping)
        return value
      },
      write: { value in
        .mapping(
          keys.compactMap { key in key.write(value).map { .init(key: key.name, value: $0) } },
          isBlock: isBlock)
      },
      compared: { _ in nil },
      keys: Keys(
        haveEffects: haveEffects,
        values: { value, path in keys.flatMap { $0.values(value, $0.path(below: path)) } },
        entries: { value, path in keys.map { $0.entry(value ?? start, $0.path(below: path)) } }))
  }

  /// The same format for another type of which a value can be taken apart and put together, which may fail.
  package func converted<Whole>(
    make: @escaping @Sendable (Value, ConfigurationMapping) throws(ConfigurationError) -> Whole,
    taken: @escaping @Sendable (Whole) -> Value
  ) -> SettingFormat<Whole> {
    let (read, write, compared) = (read, write, compared)
    return SettingFormat<Whole>(
      allowed: allowed,
      read: { node, name, current throws(ConfigurationError) in
        let parts = try read(node, name, current.map(taken))
        return try make(parts, ConfigurationMapping(node, name: name))
      },
      write: { write(taken($0)) }, compared: { compared(taken($0)) },
      keys: keys.map { keys in
        .init(
          haveEffects: keys.haveEffects, values: { keys.values(taken($0), $1) },
          entries: { keys.entries($0.map(taken), $1) })
      })
  }
}
