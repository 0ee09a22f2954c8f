/// Which fit of a plan: numbers that point into a ``StudyPlan``, all from 0. They are this process's own; what stands in
/// files is the fit's name, see ``FitNames``.
package enum FitIdentifier: Hashable, Sendable {
  /// A setting on one fold.
  case search(cell: Int, setting: Int, fold: Int)
  /// The chosen setting on one fold of a cross-validation, or one run of a holdout.
  case final(cell: Int, repetition: Int)

  /// Place of the cell in the plan.
  package var cell: Int {
    switch self {
    case .search(let cell, _, _), .final(let cell, _): cell
    }
  }

  /// The fold, or the run of a holdout's final fit.
  package var fold: Int {
    switch self {
    case .search(_, _, let fold), .final(_, let fold): fold
    }
  }

  /// Whether the fit belongs to the search.
  package var isSearch: Bool {
    if case .search = self { return true }
    return false
  }
}
