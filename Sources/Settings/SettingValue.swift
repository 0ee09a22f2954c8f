/// The value of one key of a configuration, for comparisons.
struct SettingValue: Hashable, Sendable {
  /// The dotted path of the key.
  let path: String
  /// What is compared: the value in YAML, on one line; nil where the key has none.
  let text: String?
  /// What a change of it means.
  let effect: SettingEffect
  /// The path of the named part in which the key stands, such as a feature set; nil outside of such parts.
  private(set) var part: String?

  /// A value outside of named parts.
  init(path: String, text: String?, effect: SettingEffect) {
    (self.path, self.text, self.effect) = (path, text, effect)
  }

  /// The same value within a named part; the outermost part counts.
  func within(_ part: String) -> SettingValue {
    var value = self
    value.part = part
    return value
  }

  /// Why a change makes another study; nil where it does not.
  var reason: String? {
    if case .anotherStudy(let reason) = effect { reason } else { nil }
  }
}
