/// What it means for a study that exists when the value of a key changes.
package enum SettingEffect: Hashable, Sendable {
  /// The results would be those of another study; `because` ends the sentence "another value makes another study, because
  /// …".
  case anotherStudy(because: String)
  /// An axis: values may be added and taken away, and finished fits keep counting.
  case growth
  /// Only the chosen maps are measured anew; no fit of the search depends on it.
  case measures
  /// Which of the measured numbers are in the foreground; all of them are there in any case.
  case display
  /// Nothing: names, paths, and where fits run.
  case nothing

  /// The effect in the words of the manual.
  package var title: String {
    switch self {
    case .anotherStudy: "makes another study"
    case .growth: "may grow and shrink"
    case .measures: "final fits are measured anew"
    case .display: "changes what is shown"
    case .nothing: "changes no result"
    }
  }
}
