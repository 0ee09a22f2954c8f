import CrossModal
import Dense
import Studies

/// What the search says about one axis of the grid: the best setting with one value against the best with another.
struct SearchComparison {
  /// The ranking of each cell of networks whose search is complete.
  private let cells: [(entry: StudyPlan.Entry, ranking: [SettingSelection.Score])]
  private let hasNetworks: Bool
  private let isRace: Bool
  private let dropouts: [Double]
  private let activations: [Activation]

  init(_ study: MapStudy, ledger: MapLedger) {
    let networks = study.plan.cells.enumerated().filter { $0.element.cell.model.hiddenLayers > 0 }
    hasNetworks = !networks.isEmpty
    (dropouts, activations) = (study.configuration.grid.dropouts, study.configuration.grid.activations)
    isRace = study.plan.race != nil
    guard !isRace, dropouts.count > 1 || activations.count > 1 else {
      cells = []
      return
    }
    cells = networks.filter { ledger.searchIsComplete(cell: $0.offset) }.map {
      ($0.element, ledger.selection(cell: $0.offset).ranking)
    }
  }

  /// (d) dropout does not help.
  var dropoutClaim: PaperClaims.Claim {
    let pairs = cells.compactMap { cell -> (SettingSelection.Score, SettingSelection.Score)? in
      guard let without = cell.ranking.first(where: { cell.entry.settings[$0.setting].dropout == 0 }),
        let with = cell.ranking.first(where: { cell.entry.settings[$0.setting].dropout > 0 })
      else { return nil }
      return (without, with)
    }
    let helps = pairs.count { $0.loss - $1.loss > $0.standardError }
    return PaperClaims.Claim(
      letter: "d", statement: "Dropout does not help.", holds: pairs.count - helps, cases: pairs.count,
      evidence: pairs.isEmpty
        ? missing("dropout 0 and another dropout", dropouts.count > 1)
        : "In \(pairs.count - helps) of \(pairs.count) cells no setting with dropout has a held-out loss lower by more than "
          + "one standard error than the best setting without.",
      remedy: dropouts.count > 1 ? "" : "--set 'grid.dropout=[0, 0.5]'")
  }

  /// (e) sigmoid and tanh give results similar to ReLU's.
  var activationClaim: PaperClaims.Claim {
    let tested = cells.compactMap { cell -> Bool? in
      let best = activations.compactMap { activation in
        cell.ranking.first { cell.entry.settings[$0.setting].activation == activation }
      }
      guard best.count == activations.count, best.count > 1, let winner = best.min(by: { $0.loss < $1.loss })
      else { return nil }
      return best.allSatisfy { $0.loss <= winner.loss + winner.standardError }
    }
    let names = activations.map(\.rawValue).joined(separator: ", ")
    return PaperClaims.Claim(
      letter: "e", statement: "Sigmoid and tanh give results similar to ReLU’s.", holds: tested.count { $0 },
      cases: tested.count,
      evidence: tested.isEmpty
        ? missing("two activations", activations.count > 1)
        : "In \(tested.count { $0 }) of \(tested.count) cells the best settings of \(names) lie within one standard error "
          + "of each other in held-out loss.",
      remedy: activations.count > 1 ? "" : "--set 'grid.activation=[relu, sigmoid, tanh]'")
  }

  private func missing(_ what: String, _ hasAxis: Bool) -> String {
    if !hasNetworks { return "The study has no networks with hidden layers." }
    if isRace, hasAxis { return "A race stops settings early, so its rankings say nothing of an axis." }
    return hasAxis ? "No cell’s search is complete yet." : "It takes \(what) in the grid."
  }
}
