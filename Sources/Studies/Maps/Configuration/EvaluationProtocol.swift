import Settings

/// How settings are chosen and on which rows the chosen ones are measured.
package enum EvaluationProtocol: Hashable, Sendable {
  /// Settings are chosen by cross-validation, and the chosen one is measured on the held-out rows of each fold: for
  /// data without test rows.
  case crossValidation(folds: Int)
  /// Settings are chosen by cross-validation on the training rows; the chosen one is trained `runs` times on all of
  /// them, from different initial weights, and measured on the test rows.
  case holdout(folds: Int, runs: Int)

  /// Number of folds of the search.
  package var folds: Int {
    switch self {
    case .crossValidation(let folds), .holdout(let folds, _): folds
    }
  }

  /// Number of final fits of a cell: one per fold, or one per run.
  package var finalFits: Int {
    switch self {
    case .crossValidation(let folds): folds
    case .holdout(_, let runs): runs
    }
  }

  /// The kind's name in configurations: `cross-validation` or `holdout`.
  package var kind: Kind {
    switch self {
    case .crossValidation: .crossValidation
    case .holdout: .holdout
    }
  }

  /// The kinds by name.
  package enum Kind: String, CaseIterable, Sendable {
    /// ``EvaluationProtocol/crossValidation(folds:)``.
    case crossValidation = "cross-validation"
    /// ``EvaluationProtocol/holdout(folds:runs:)``.
    case holdout
  }
}

extension EvaluationProtocol {
  /// The paper's protocol for data with or without test rows.
  static func standard(split: Bool) -> EvaluationProtocol {
    split ? .holdout(folds: 5, runs: 5) : .crossValidation(folds: 5)
  }

  /// The declarations of `protocol`.
  static let format = SettingFormat.section(keys, from: .standard(split: false), isBlock: false)

  private static let keys: [SettingKey<EvaluationProtocol>] = [
    SettingKey(
      "kind", get: { $0.kind }, set: { $0 = $0.with(kind: $1) }, .word,
      effect: .anotherStudy(because: "other rows would be held out"),
      default: "holdout where there are test rows, else cross-validation",
      "How the chosen setting is measured: on each held-out fold, or on the test rows"),
    SettingKey(
      "folds", get: { $0.folds }, set: { $0 = $0.with(folds: $1) }, .integer(in: 2...1000),
      effect: .anotherStudy(because: "the rows would be cut into other folds"),
      "Folds of the search, and of a cross-validation's final fits"),
    SettingKey(
      "runs", get: { $0.runs }, set: { $0 = $0.with(runs: $1) }, .integer(in: 1...1000), effect: .growth,
      default: "5 in a holdout", "How often a holdout trains the chosen setting, from other initial weights"),
  ]

  private var runs: Int? {
    if case .holdout(_, let runs) = self { runs } else { nil }
  }

  private func with(kind: Kind? = nil, folds: Int? = nil, runs: Int? = nil) -> EvaluationProtocol {
    switch kind ?? self.kind {
    case .crossValidation: .crossValidation(folds: folds ?? self.folds)
    case .holdout: .holdout(folds: folds ?? self.folds, runs: runs ?? self.runs ?? 5)
    }
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
