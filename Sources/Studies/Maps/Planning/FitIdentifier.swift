/// Which fit of a plan: numbers that point into a ``StudyPlan``, all from 0. They are this process's own; what is in
/// files is the fit's name, see ``FitNames``.
package enum FitIdentifier: Hashable, Sendable {
  /// A setting on one fold; in a race its first rung.
  case search(cell: Int, setting: Int, fold: Int)
  /// A setting on one fold that goes on in a race: a rung from 1.
  case rung(cell: Int, setting: Int, fold: Int, rung: Int)
  /// The chosen setting on one fold of a cross-validation, or one run of a holdout.
  case final(cell: Int, repetition: Int)

  /// Place of the cell in the plan.
  package var cell: Int {
    switch self {
    case .search(let cell, _, _), .rung(let cell, _, _, _), .final(let cell, _): cell
    }
  }

  /// The fold, or the run of a holdout's final fit.
  package var fold: Int {
    switch self {
    case .search(_, _, let fold), .rung(_, _, let fold, _), .final(_, let fold): fold
    }
  }

  /// Whether the fit belongs to the search.
  package var isSearch: Bool {
    if case .final = self { return false }
    return true
  }

  /// The rung of a race, from 0; nil for a final fit.
  package var rung: Int? {
    switch self {
    case .search: 0
    case .rung(_, _, _, let rung): rung
    case .final: nil
    }
  }

  /// A fit of the search, by its rung.
  package static func inRung(cell: Int, setting: Int, fold: Int, rung: Int) -> FitIdentifier {
    rung == 0
      ? .search(cell: cell, setting: setting, fold: fold)
      : .rung(cell: cell, setting: setting, fold: fold, rung: rung)
  }
}
