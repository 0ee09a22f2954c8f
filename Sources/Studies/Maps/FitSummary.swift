import CrossModal

/// What a study of maps sums up over its search: how far each cell is, and what it would choose.
package struct FitSummary: ExperimentSummary {
  private let numbers: FitNumbers
  fileprivate private(set) var searchCounts: [Int]
  // Choices, kept until a result of the cell comes or goes.
  fileprivate var selections: [Int: SettingSelection] = [:]
  // How far races are, kept likewise.
  fileprivate var races: [Int: RaceProgress] = [:]

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
    if !races.isEmpty { races[cell] = nil }
  }

  /// The result of a later rung, or of a final fit, came or went.
  package mutating func dependentChanged(_ unit: Int) {
    guard case .rung(let cell, _, _, let rung) = numbers.fit(of: unit) else { return }
    selections[cell] = nil
    races[cell]?.reopen(rung)
  }
}

extension Ledger where Kind == MapExperiment {
  /// The plan whose fits are counted.
  package var plan: StudyPlan { experiment.plan }

  /// The record of a fit.
  package subscript(fit: FitIdentifier) -> FitRecord? { record(plan.unit(of: fit)) }

  /// Number of search fits of a cell that have a result and count by what is known.
  package func searchCount(cell: Int) -> Int {
    let first = summary.searchCounts[cell]
    guard plan.race(ofCell: cell) != nil else { return first }
    let race = race(cell: cell)
    return (1..<max(1, race.rungs)).reduce(first) { $0 + count(cell: cell, rung: $1, race) }
  }

  /// Number of search fits of a cell that are to be run by what is known. It is ``searchCount(cell:)`` when the search is
  /// complete, and only then.
  package func searchFits(cell: Int) -> Int {
    guard plan.race(ofCell: cell) != nil else { return plan.cells[cell].fits }
    let race = race(cell: cell)
    return (0..<race.rungs).reduce(0) { $0 + race.settings(in: $1).count } * plan.evaluation.foldCount
  }

  /// Whether every search fit of a cell has a result, or of a race every one that is to be run.
  package func searchIsComplete(cell: Int) -> Bool {
    plan.race(ofCell: cell) == nil
      ? summary.searchCounts[cell] == plan.cells[cell].fits : race(cell: cell).isComplete
  }

  /// How far the race of a cell is: decided on complete rungs only. Of a cell without one, its only rung.
  package func race(cell: Int) -> RaceProgress {
    if let known = summary.races[cell], known.isCurrent { return known }
    var progress =
      summary.races[cell] ?? RaceProgress(settings: plan.cells[cell].settings.count)
    let race = plan.race(ofCell: cell)
    let last = (race?.epochs.count ?? 1) - 1
    while !progress.isComplete {
      let rung = progress.rungs - 1
      let expected = progress.settings(in: rung).count * plan.evaluation.foldCount
      guard count(cell: cell, rung: rung, progress) == expected else { break }
      if let race, rung < last {
        let curves = curves(cell: cell, rung: rung, progress)
        progress.goOn(
          race.survivors(
            of: progress.settings(in: rung), after: rung, curves: curves.losses, scores: curves.scores))
      } else {
        progress.isComplete = true
      }
    }
    progress.isCurrent = true
    summary.races[cell] = progress
    return progress
  }

  /// The records of a setting on a fold, rung by rung; one at most where there is no race.
  package func rungs(cell: Int, setting: Int, fold: Int) -> [FitRecord] {
    let rungs = plan.race(ofCell: cell) == nil ? 1 : race(cell: cell).rungs(of: setting)
    return (0..<rungs).compactMap {
      self[.inRung(cell: cell, setting: setting, fold: fold, rung: $0)]
    }
  }

  /// The record of a setting on a fold after the last rung that it has one of.
  package func latest(cell: Int, setting: Int, fold: Int) -> FitRecord? {
    rungs(cell: cell, setting: setting, fold: fold).last
  }

  // Number of the results of a rung.
  private func count(cell: Int, rung: Int, _ race: RaceProgress) -> Int {
    if rung == 0 { return summary.searchCounts[cell] }
    return race.settings(in: rung).reduce(0) { sum, setting in
      sum
        + (0..<plan.evaluation.foldCount).count { fold in
          dependent(
            named: experiment.searchName(cell: cell, setting: setting, fold: fold, rung: rung)) != nil
        }
    }
  }

  private func result(cell: Int, setting: Int, fold: Int, rung: Int) -> FitResult? {
    if rung == 0 { return finished(plan.unit(of: .search(cell: cell, setting: setting, fold: fold))) }
    let name = experiment.searchName(cell: cell, setting: setting, fold: fold, rung: rung)
    return dependent(named: name).flatMap { $0.state == .finished ? $0.result : nil }
  }

  // The curves of a cell's settings to the end of a rung, by what it has; scores where settings are compared by them.
  private func curves(
    cell: Int, rung: Int, _ race: RaceProgress
  ) -> (losses: [[[Double]?]], scores: [[[Double]?]]?) {
    let folds = plan.evaluation.foldCount
    func curves(_ curve: (FitResult) -> LossCurve?) -> [[[Double]?]] {
      plan.cells[cell].settings.indices.map { setting in
        (0..<folds).map { fold -> [Double]? in
          race.rungs(of: setting) > rung
            ? result(cell: cell, setting: setting, fold: fold, rung: rung).flatMap(curve)?.values : nil
        }
      }
    }
    return (curves { $0.heldOut }, plan.cells[cell].measure == .loss ? nil : curves { $0.scores })
  }

  // The ranking of the settings of a rung by what it has.
  private func selection(cell: Int, rung: Int, _ race: RaceProgress) -> SettingSelection {
    let curves = curves(cell: cell, rung: rung, race)
    return SettingSelection(curves: curves.losses, scores: curves.scores)
  }

  /// The choice among a cell's settings by the results so far; final only when ``searchIsComplete(cell:)``. It is kept
  /// until a result of the cell comes or goes. In a race it is among the settings of the last rung; before the end, of the
  /// last one in which a setting has finished on all folds.
  package func selection(cell: Int) -> SettingSelection {
    if let known = summary.selections[cell] { return known }
    let race =
      plan.race(ofCell: cell) == nil
      ? RaceProgress(settings: plan.cells[cell].settings.count) : race(cell: cell)
    var rung = race.rungs - 1
    var selection = selection(cell: cell, rung: rung, race)
    while selection.best == nil, rung > 0, !race.isComplete {
      rung -= 1
      selection = self.selection(cell: cell, rung: rung, race)
    }
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
