import CrossModal

/// What a study of maps sums up over its search: how far each cell is, and what it would choose.
package struct FitSummary: ExperimentSummary {
  private let numbers: FitNumbers
  fileprivate private(set) var searchCounts: [Int]
  // Choices, kept until a result of the cell comes or goes.
  fileprivate var selections: [Int: SettingSelection] = [:]

  /// No fit has a result.
  package init(_ experiment: MapExperiment) {
    numbers = experiment.plan.numbers
    searchCounts = Array(repeating: 0, count: experiment.plan.cells.count)
  }

  /// The result of a search fit came or went.
  package mutating func changed(_ unit: Int, had: Bool, has: Bool) {
    let cell = numbers.fit(of: unit).cell
    searchCounts[cell] += (has ? 1 : 0) - (had ? 1 : 0)
    if !selections.isEmpty { selections[cell] = nil }
  }
}

extension Ledger where Kind == MapExperiment {
  /// The plan whose fits are counted.
  package var plan: StudyPlan { experiment.plan }

  /// The record of a fit.
  package subscript(fit: FitIdentifier) -> FitRecord? { record(plan.unit(of: fit)) }

  /// Number of search fits of a cell that have a result.
  package func searchCount(cell: Int) -> Int { summary.searchCounts[cell] }

  /// Whether every search fit of a cell has a result.
  package func searchIsComplete(cell: Int) -> Bool { searchCount(cell: cell) == plan.cells[cell].fits }

  /// The choice among a cell's settings by the results so far; final only when ``searchIsComplete(cell:)``. It is kept
  /// until a result of the cell comes or goes.
  package func selection(cell: Int) -> SettingSelection {
    if let known = summary.selections[cell] { return known }
    let folds = plan.evaluation.foldCount
    func curves(_ curve: (FitResult) -> LossCurve?) -> [[[Double]?]] {
      plan.cells[cell].settings.indices.map { setting in
        (0..<folds).map { fold -> [Double]? in
          finished(plan.unit(of: .search(cell: cell, setting: setting, fold: fold))).flatMap(curve)?.values
        }
      }
    }
    let selection = SettingSelection(
      curves: curves { $0.heldOut },
      scores: plan.cells[cell].measure == .loss ? nil : curves { $0.scores })
    summary.selections[cell] = selection
    return selection
  }

  /// What a ranked setting of a cell came to on each fold, at its epoch, by what the settings are compared by.
  package func comparedValues(cell: Int, of score: SettingSelection.Score) -> [Double] {
    let curves = FoldCurves(
      (0..<plan.evaluation.foldCount).compactMap { fold -> [Double]? in
        let fit = FitIdentifier.search(cell: cell, setting: score.setting, fold: fold)
        let result = finished(plan.unit(of: fit))
        return (score.score == nil ? result?.heldOut : result?.scores)?.values
      })
    return curves.epochs < score.epoch ? [] : curves.losses(at: score.epoch - 1)
  }
}
