/// A key in which two configurations differ.
package struct SettingDifference: Hashable, Sendable, CustomStringConvertible {
  /// The dotted path of the key.
  package let key: String
  /// The value of the first configuration in YAML, or `nothing`.
  package let mine: String
  /// The value of the second configuration in YAML, or `nothing`.
  package let theirs: String
  /// What a change of the key means.
  package let effect: SettingEffect

  /// Of a first configuration that takes the place of a second.
  package var description: String { "\(key) is \(mine) from now on, it was \(theirs)" }
}

/// A key in which two configurations differ, so that they are two studies.
package struct SettingConflict: Hashable, Sendable, CustomStringConvertible {
  /// The dotted path of the key.
  package let key: String
  /// The value of the first configuration in YAML, or `nothing`.
  package let mine: String
  /// The value of the second configuration in YAML, or `nothing`.
  package let theirs: String
  /// Why another value makes another study: the end of a sentence after "because".
  package let reason: String

  /// Of a first configuration that is given for the study of a second.
  package var description: String {
    "\(key) is \(theirs) there and \(mine) here; another value makes another study, because \(reason)"
  }
}

extension SettingFormat {
  /// What is hashed as the identity: a line a key that makes another study, in the order of the declarations.
  ///
  /// What is in named parts, such as the recipe of a feature set, is left out, because parts may come and go: two
  /// configurations that agree here can still differ in a part that both have, see ``firstConflict(_:_:)``.
  package func identityText(_ value: Value) -> String {
    values(value).filter { $0.reason != nil && $0.part == nil }
      .map { value in value.text.map { "\(value.path): \($0)\n" } ?? "" }.joined()
  }

  /// The keys in which two values differ, in the order of the declarations; keys that change no result are passed over.
  /// Of a named part that only one has, only the name counts.
  package func differences(_ mine: Value, _ theirs: Value) -> [SettingDifference] {
    unequal(mine, theirs).filter { $0.effect != .nothing }
  }

  /// The first key that makes two values two studies; nil where they are one. Keys of a named part count where both have
  /// the part.
  package func firstConflict(_ mine: Value, _ theirs: Value) -> SettingConflict? {
    for unequal in unequal(mine, theirs) {
      guard case .anotherStudy(let reason) = unequal.effect else { continue }
      return SettingConflict(key: unequal.key, mine: unequal.mine, theirs: unequal.theirs, reason: reason)
    }
    return nil
  }

  private func unequal(_ mine: Value, _ theirs: Value) -> [SettingDifference] {
    let (left, right) = (values(mine), values(theirs))
    let shared = Set(left.compactMap(\.part)).intersection(right.compactMap(\.part))
    let (before, after) = (Self.byPath(left), Self.byPath(right))
    return (left + right.filter { before[$0.path] == nil }).compactMap { value in
      let (here, there) = (before[value.path]?.text, after[value.path]?.text)
      guard here != there, value.part.map(shared.contains) ?? true else { return nil }
      return SettingDifference(
        key: value.path, mine: here ?? "nothing", theirs: there ?? "nothing", effect: value.effect)
    }
  }

  private func values(_ value: Value) -> [SettingValue] { keys?.values(value, "") ?? [] }

  private static func byPath(_ values: [SettingValue]) -> [String: SettingValue] {
    Dictionary(values.map { ($0.path, $0) }) { first, _ in first }
  }
}
