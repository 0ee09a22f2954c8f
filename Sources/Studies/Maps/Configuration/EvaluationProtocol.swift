import Settings

/// How settings are chosen and on which rows the chosen ones are measured.
///
/// In a cross-validation, for data without test rows, the chosen setting is measured on the held-out rows of each fold. In
/// a holdout settings are chosen by cross-validation on the training rows; the chosen one is trained ``runs`` times on all
/// of them, from different initial weights, and measured on the test rows.
package struct EvaluationProtocol: Hashable, Sendable {
  /// Whether the chosen setting is measured on folds or on test rows.
  package private(set) var kind: Kind
  /// Folds into which the rows of the search are cut, each time that they are.
  package private(set) var folds: Int
  /// How often the rows are cut into other folds.
  package private(set) var repeats = 1
  /// Whether the classes of the rows are spread evenly over the folds.
  package private(set) var isStratified = false
  // Runs of a holdout; kept aside in a cross-validation, which has none.
  private var givenRuns: Int?

  private init(kind: Kind, folds: Int, runs: Int? = nil) {
    (self.kind, self.folds, givenRuns) = (kind, folds, runs)
  }

  /// A cross-validation.
  package static func crossValidation(folds: Int) -> EvaluationProtocol {
    EvaluationProtocol(kind: .crossValidation, folds: folds)
  }

  /// A holdout.
  package static func holdout(folds: Int, runs: Int) -> EvaluationProtocol {
    EvaluationProtocol(kind: .holdout, folds: folds, runs: runs)
  }

  /// Folds of all repeats: search fits of a setting, whose numbers are 0..<`foldCount`.
  package var foldCount: Int { folds * repeats }

  /// How often a holdout trains the chosen setting; nil in a cross-validation.
  package var runs: Int? { kind == .holdout ? givenRuns ?? Self.standardRuns : nil }

  /// Number of final fits of a cell: one per fold of every repeat, or one per run.
  package var finalFits: Int { runs ?? foldCount }

  /// Behind a number of folds, for people: `, 3 times`; empty without repeats.
  package var repetition: String { repeats == 1 ? "" : ", \(repeats) times" }

  /// The kinds by name.
  package enum Kind: String, CaseIterable, Sendable {
    /// ``EvaluationProtocol/crossValidation(folds:)``.
    case crossValidation = "cross-validation"
    /// ``EvaluationProtocol/holdout(folds:runs:)``.
    case holdout
  }

  private static let standardRuns = 5
}

extension EvaluationProtocol {
  /// The paper's protocol for data with or without test rows.
  static func standard(split: Bool) -> EvaluationProtocol {
    split ? .holdout(folds: 5, runs: standardRuns) : .crossValidation(folds: 5)
  }

  /// The declarations of `protocol`.
  static let format = SettingFormat.section(keys, from: .standard(split: false), isBlock: false)

  private static let keys: [SettingKey<EvaluationProtocol>] = [
    SettingKey(
      "kind", get: { $0.kind }, set: { $0.change(to: $1) }, .word,
      effect: .anotherStudy(because: "other rows would be held out"),
      default: "holdout where there are test rows, else cross-validation",
      "How the chosen setting is measured: on each held-out fold, or on the test rows"),
    SettingKey(
      "folds", \.folds, .integer(in: 2...1000),
      effect: .anotherStudy(because: "the rows would be cut into other folds"),
      "Folds of the search, and of a cross-validation's final fits"),
    SettingKey(
      "runs", get: { $0.runs }, set: { $0.givenRuns = $1 }, .integer(in: 1...1000), effect: .growth,
      default: "5 in a holdout", "How often a holdout trains the chosen setting, from other initial weights"),
    SettingKey(
      "stratify", get: { $0.isStratified ? true : nil }, set: { $0.isStratified = $1 }, .boolean,
      effect: .anotherStudy(because: "the rows would be cut into other folds"), default: "false",
      "Whether every class of the labels, which must be one a row, is spread evenly over the folds"),
    SettingKey(
      "repeats", get: { $0.repeats == 1 ? nil : $0.repeats }, set: { $0.repeats = $1 },
      .integer(in: 1...1000), effect: .growth, default: "1",
      "How often the rows are cut into other folds; fold numbers go on from repeat to repeat"),
  ]

  private mutating func change(to kind: Kind) {
    self.kind = kind
    givenRuns = kind == .holdout ? runs : nil
  }

  /// Whether the kind goes with the data, and the keys with the kind; `mapping` has the key `protocol`.
  func check(isSplit: Bool, _ mapping: ConfigurationMapping) throws(ConfigurationError) {
    guard kind == Self.standard(split: isSplit).kind else {
      let place = mapping.entry("protocol", "kind")?.place ?? mapping["protocol"]?.place ?? mapping.place
      throw ConfigurationError(
        place,
        isSplit
          ? "protocol.kind: found cross-validation with train and test files; allowed: holdout, or one file per feature set"
          : "protocol.kind: found holdout with one file per feature set; allowed: cross-validation, or train and test files"
      )
    }
    if kind == .crossValidation, let runs = mapping.entry("protocol", "runs") {
      throw ConfigurationError(
        runs.place, "protocol.runs: found in a cross-validation; allowed: runs of a holdout")
    }
  }
}

extension ConfigurationMapping {
  fileprivate func entry(_ section: String, _ key: String) -> ConfigurationNode? {
    entries(section).first { $0.key == key }?.value
  }
}
