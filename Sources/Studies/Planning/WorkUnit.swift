import CrossModal

/// What a worker claims at once: a setting with all its folds, or one fold of it where that is long, or one final fit.
public struct WorkUnit: Hashable, Sendable {
  /// The unit's name; part of file names.
  public let name: String
  /// Its fits, in the order in which they run.
  public let fits: [FitIdentifier]
  /// Cost of the unit, for ordering and for estimates of time.
  public let cost: Double
}

/// The units of a study, the costly first, so that the last ones to run are short.
public struct WorkUnits: Sendable {
  /// Units of the search, the costly first; equal ones in the order of the plan.
  public let search: [WorkUnit]
  /// Units of the final fits by cell, in the order of the plan. They can run once the cell's search is complete.
  public let final: [[WorkUnit]]

  /// A setting is claimed fold by fold where it takes more than this share of the search.
  private static let longShare = 1.0 / 256

  /// The units of a plan over data with these dimensions.
  public init(_ study: Study) {
    let plan = study.plan
    let rows = study.manifest.trainingItems ?? study.manifest.items
    let folds = plan.evaluation.folds
    let searchRows = rows - rows / folds
    var search: [WorkUnit] = []
    var final: [[WorkUnit]] = []
    for (index, entry) in plan.cells.enumerated() {
      let features = study.manifest.features(of: entry.cell)
      let (inputs, outputs) = (features?.input.columns ?? 1, features?.target.columns ?? 1)
      func cost(_ setting: Setting) -> Double {
        plan.cost(of: setting, in: entry.cell, inputs: inputs, outputs: outputs, rows: searchRows)
          .multiplyAdds
      }
      var costs: [Double] = []
      for (place, setting) in entry.settings.enumerated() {
        costs.append(cost(setting))
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
    let order = search.indices.sorted { (search[$1].cost, $0) < (search[$0].cost, $1) }
    self.search = order.map { search[$0] }
    self.final = final
  }
}
