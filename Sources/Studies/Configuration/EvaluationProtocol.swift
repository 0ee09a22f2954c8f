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
