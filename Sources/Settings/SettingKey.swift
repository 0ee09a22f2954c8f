/// The declaration of one key of a section: its name, where its value is kept, what may be there, what a change of it
/// means for a study that exists, and a line of documentation. Reading, the resolved form, comparisons and the manual all
/// follow from it.
package struct SettingKey<Owner>: Sendable {
  /// The name of the key within its section.
  package let name: String
  /// What a change of it means; nil for a section, whose keys say it, and for an option of a choice.
  package let effect: SettingEffect?
  /// Whether the key must be given.
  let isRequired: Bool
  /// Whether keys within the value say what a change of them means.
  let isGroup: Bool
  /// Reads the value into its owner.
  let read: @Sendable (inout Owner, ConfigurationNode, String) throws(ConfigurationError) -> Void
  /// The value as YAML; nil where there is nothing to write.
  let write: @Sendable (Owner) -> SettingTree?
  /// The value for comparisons, with those of the keys within.
  let values: @Sendable (Owner, String) -> [SettingValue]
  /// What the manual says of the key; the owner has the defaults.
  let entry: @Sendable (Owner, String) -> ManualEntry

  /// A key whose value is got and set by closures; without a value, nothing is written and compared.
  /// - Parameters:
  ///   - name: the name in the file.
  ///   - format: what may be there.
  ///   - effect: what a change of it means; nil for sections and options.
  ///   - isRequired: whether the key must be given.
  ///   - fallback: the default in the words of the manual, where the value does not say it.
  ///   - summary: what the key is, for the manual; a sentence without its point.
  package init<Value>(
    _ name: String, get: @escaping @Sendable (Owner) -> Value?,
    set: @escaping @Sendable (inout Owner, Value) -> Void, _ format: SettingFormat<Value>,
    effect: SettingEffect?, isRequired: Bool = false, default fallback: String? = nil, _ summary: String
  ) {
    let isGroup = format.keys?.haveEffects ?? false
    (self.name, self.effect, self.isRequired, self.isGroup) = (name, effect, isRequired, isGroup)
    read = { owner, node, path throws(ConfigurationError) in
      set(&owner, try format.read(node, path, get(owner)))
    }
    write = { get($0).map(format.write) }
    values = { owner, path in
      let value = get(owner)
      let own = effect.map { effect in
        SettingValue(path: path, text: value.flatMap(format.compared), effect: effect)
      }
      return (own.map { [$0] } ?? []) + (value.flatMap { format.keys?.values($0, path) } ?? [])
    }
    entry = { owner, path in
      let value = get(owner)
      let own = value.map { ManualEntry.Standard.value(format.write($0).line) } ?? .words("none")
      return ManualEntry(
        path: path, standard: isRequired ? .required : fallback.map { .words($0) } ?? own,
        allowed: format.allowed, effect: effect, summary: summary,
        isGroup: isGroup, keys: format.keys?.entries(value, path) ?? [])
    }
  }

  /// A key whose value is a property of its owner.
  package init<Value>(
    _ name: String, _ property: WritableKeyPath<Owner, Value> & Sendable, _ format: SettingFormat<Value>,
    effect: SettingEffect?, isRequired: Bool = false, default fallback: String? = nil, _ summary: String
  ) {
    self.init(
      name, get: { $0[keyPath: property] }, set: { $0[keyPath: property] = $1 }, format, effect: effect,
      isRequired: isRequired, default: fallback, summary)
  }

  /// A key whose value is a property of its owner that may be nil: then nothing is written and compared.
  package init<Value>(
    _ name: String, _ property: WritableKeyPath<Owner, Value?> & Sendable, _ format: SettingFormat<Value>,
    effect: SettingEffect?, default fallback: String? = nil, _ summary: String
  ) {
    self.init(
      name, get: { $0[keyPath: property] }, set: { $0[keyPath: property] = $1 }, format, effect: effect,
      default: fallback, summary)
  }

  /// The same key of a larger owner, which has this one as a property.
  package func of<Outer>(_ property: WritableKeyPath<Outer, Owner> & Sendable) -> SettingKey<Outer> {
    SettingKey<Outer>(moved: self, to: property)
  }

  private init<Inner>(moved key: SettingKey<Inner>, to property: WritableKeyPath<Owner, Inner> & Sendable) {
    (name, effect, isRequired, isGroup) = (key.name, key.effect, key.isRequired, key.isGroup)
    read = { owner, node, path throws(ConfigurationError) in
      try key.read(&owner[keyPath: property], node, path)
    }
    write = { key.write($0[keyPath: property]) }
    values = { key.values($0[keyPath: property], $1) }
    entry = { key.entry($0[keyPath: property], $1) }
  }

  /// The same key, which is written and compared only in owners for which it means something.
  package func only(where applies: @escaping @Sendable (Owner) -> Bool) -> SettingKey {
    SettingKey(self, only: applies)
  }

  private init(_ key: SettingKey, only applies: @escaping @Sendable (Owner) -> Bool) {
    (name, effect, isRequired, isGroup) = (key.name, key.effect, key.isRequired, key.isGroup)
    (read, entry) = (key.read, key.entry)
    write = { applies($0) ? key.write($0) : nil }
    values = { applies($0) ? key.values($0, $1) : [] }
  }

  /// The dotted path of the key in a section.
  func path(below section: String) -> String { section.isEmpty ? name : "\(section).\(name)" }
}
