import CrossModal

/// What a worker claims at once: a setting with all its folds, or one fold of it where that is long, or one final fit.
package struct WorkUnit: Hashable, Sendable {
  /// The unit's name; part of file names.
  package let name: String
  /// Its fits, in the order in which they run.
  package let fits: [FitIdentifier]
  /// Cost of the unit, for ordering and for estimates of time.
  package let cost: Double
}

/// The units of a study, in an order in which the last ones to run are short.
package struct WorkUnits: Sendable {
  /// Units of the search: cell by cell, so that final fits can begin early, the cell with the longest unit first; in a
  /// cell the costly first. Equal ones stand in the order of the plan.
  package let search: [WorkUnit]
  /// Units of the final fits by cell, in the order of the plan. They can run once the cell's search is complete.
  package let final: [[WorkUnit]]
  // Cost of a search fit by cell and setting.
  private let costs: [[Double]]
  private let maxEpochs: Int

  /// A setting is claimed fold by fold where it takes more than this share of the search.
  private static let longShare = 1.0 / 256

  /// The units of a plan over data with these dimensions.
  package init(_ study: Study) {
    let plan = study.plan
    let rows = study.manifest.trainingItems ?? study.manifest.items
    let folds = plan.evaluation.folds
    let searchRows = rows - rows / folds
    var search: [WorkUnit] = []
    var final: [[WorkUnit]] = []
    var allCosts: [[Double]] = []
    for (index, entry) in plan.cells.enumerated() {
      let features = study.manifest.features(of: entry.cell)
      let (inputs, outputs) = (features?.input.columns ?? 1, features?.target.columns ?? 1)
      func cost(_ setting: Setting) -> Double {
        plan.cost(of: setting, in: entry.cell, inputs: inputs, outputs: outputs, rows: searchRows)
          .multiplyAdds
      }
      let costs = entry.settings.map(cost)
      allCosts.append(costs)
      for place in entry.settings.indices {
        search.append(
          WorkUnit(
            name: "c\(index)-s\(place)",
            fits: (0..<folds).map { .search(cell: index, setting: place, fold: $0) },
            cost: costs[place] * Double(folds)))
      }
      let mean = costs.reduce(0, +) / Double(max(1, costs.count))
      final.append(
        plan.finalFits(ofCell: index).enumerated().map { place, fit in
          WorkUnit(name: "c\(index)-final-f\(place)", fits: [fit], cost: mean)
        })
    }
    let long = Self.longShare * search.reduce(0) { $0 + $1.cost }
    search = search.flatMap { unit in
      unit.cost <= long
        ? [unit]
        : unit.fits.enumerated().map { fold, fit in
          WorkUnit(name: "\(unit.name)-f\(fold)", fits: [fit], cost: unit.cost / Double(folds))
        }
    }
    // A stable sort, written out: the order must be the same in every process.
    let longest = allCosts.map { $0.max() ?? 0 }
    let keys = search.map { unit in
      let cell = unit.fits.first?.cell ?? 0
      return (-longest[cell], cell, -unit.cost)
    }
    let order = search.indices.sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] < keys[$1] }
    self.search = order.map { search[$0] }
    self.final = final
    costs = allCosts
    maxEpochs = plan.training.maxEpochs
  }

  /// Cost of a fit of the plan; of a final fit, whose setting is chosen later, the mean of its cell.
  func cost(of fit: FitIdentifier) -> Double {
    switch fit {
    case .search(let cell, let setting, _): costs[cell][setting]
    case .final(let cell, let repetition): final[cell][repetition].cost
    }
  }

  /// Cost of a final fit of a cell with the chosen setting and epoch.
  func cost(of choice: SettingSelection.Score, cell: Int) -> Double {
    costs[cell][choice.setting] * Double(choice.epoch) / Double(max(1, maxEpochs))
  }
}
