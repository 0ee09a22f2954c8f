import CrossModal

/// What the fits of a plan cost on a study's data, and the order of work that follows from it: the last pieces to run are
/// short.
struct FitCosts {
  /// A setting is claimed fold by fold where it takes more than this share of the search.
  private static let longShare = 1.0 / 256

  private let plan: StudyPlan
  // Cost of a search fit by cell and setting.
  private let costs: [[Double]]

  /// The costs of a plan over these inputs.
  init(_ plan: StudyPlan, _ inputs: MapInputs) {
    self.plan = plan
    let rows = inputs.trainingItems ?? inputs.items
    let searchRows = rows - rows / plan.evaluation.folds
    costs = plan.cells.map { entry in
      let features = inputs.features(of: entry.cell)
      let (columns, targets) = (features?.input.columns ?? 1, features?.target.columns ?? 1)
      return entry.settings.map {
        plan.cost(of: $0, in: entry.cell, inputs: columns, outputs: targets, rows: searchRows).multiplyAdds
      }
    }
  }

  /// Cost of a final fit of a cell with the chosen setting and epoch.
  func cost(of choice: SettingSelection.Score, cell: Int) -> Double {
    costs[cell][choice.setting] * Double(choice.epoch) / Double(max(1, plan.training.maxEpochs))
  }

  /// Cost of a rung of a setting on one fold: of the epochs that it has more than the rung before.
  func cost(of setting: Int, cell: Int, rung: Int) -> Double {
    let rungs = plan.rungs(ofCell: cell)
    let epochs = rungs[rung] - (rung > 0 ? rungs[rung - 1] : 0)
    return costs[cell][setting] * Double(epochs) / Double(max(1, plan.training.maxEpochs))
  }

  /// The work: settings of the search, each with all its folds or fold by fold where it is long, cell by cell, so that
  /// final fits can begin early, the cell with the longest first, in a cell the costly first, equal ones in the order of
  /// the plan; and the final fits of each cell as a batch, then each later rung of a race.
  func work(_ names: FitNames) -> WorkPlan {
    let search = searchWork(names)
    let longest = costs.map { $0.max() ?? 0 }
    let keys = search.map { (-longest[$0.cell], $0.cell, -$0.work.cost) }
    // A stable sort, written out: the order must be the same in every process.
    let order = search.indices.sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] < keys[$1] }
    let batches = plan.cells.indices.map { cell in
      // What is chosen is not known yet: the mean of the cell.
      let mean = costs[cell].reduce(0, +) / Double(max(1, costs[cell].count))
      return plan.finalFits(ofCell: cell).map { fit in
        WorkUnit(
          name: "\(plan.cells[cell].cell.id)/final/\(fit.fold)", units: [plan.unit(of: fit)], cost: mean)
      }
    }
    let rungs = plan.rungBatches.map { cell, rung in rungWork(cell, rung, names) }
    return WorkPlan(
      independent: order.map { search[$0].work }, batches: batches + rungs, unitCount: plan.numbers.count)
  }

  private func searchWork(_ names: FitNames) -> [(cell: Int, work: WorkUnit)] {
    let folds = plan.evaluation.foldCount
    let long = longest
    var search: [(cell: Int, work: WorkUnit)] = []
    for (cell, costs) in costs.enumerated() {
      guard plan.cells[cell].cell.model.isTrained else {
        search += solvedWork(cell, costs).map { (cell, $0) }
        continue
      }
      for setting in costs.indices {
        let cost = self.cost(of: setting, cell: cell, rung: 0)
        let first = plan.unit(of: .search(cell: cell, setting: setting, fold: 0))
        let name = names.setting(setting, cell: cell, rung: 0)
        if cost * Double(folds) <= long {
          let units = Array(first..<(first + folds))
          search.append((cell, WorkUnit(name: name, units: units, cost: cost * Double(folds))))
          continue
        }
        for fold in 0..<folds {
          search.append((cell, WorkUnit(name: "\(name)/fold=\(fold)", units: [first + fold], cost: cost)))
        }
      }
    }
    return search
  }

  // The cost of all folds of a setting from which on they are claimed one by one.
  private var longest: Double {
    let total = costs.reduce(0) { $0 + $1.reduce(0) { $0 + $1 * Double(plan.evaluation.foldCount) } }
    return Self.longShare * total
  }

  // A later rung of a cell, the costly settings first, fold by fold: few settings are left, and many workers.
  private func rungWork(_ cell: Int, _ rung: Int, _ names: FitNames) -> [WorkUnit] {
    let settings = costs[cell].indices.sorted { (costs[cell][$1], $0) < (costs[cell][$0], $1) }
    return settings.flatMap { setting in
      (0..<plan.evaluation.foldCount).map { fold in
        WorkUnit(
          name: names.search(cell: cell, setting: setting, fold: fold, rung: rung),
          units: [plan.unit(of: .rung(cell: cell, setting: setting, fold: fold, rung: rung))],
          cost: cost(of: setting, cell: cell, rung: rung))
      }
    }
  }

  // All settings of a fold share one decomposition.
  private func solvedWork(_ cell: Int, _ costs: [Double]) -> [WorkUnit] {
    (0..<plan.evaluation.foldCount).map { fold in
      WorkUnit(
        name: "\(plan.cells[cell].cell.id)/closed-form/fold=\(fold)",
        units: costs.indices.map { plan.unit(of: .search(cell: cell, setting: $0, fold: fold)) },
        cost: costs.reduce(0, +))
    }
  }
}
