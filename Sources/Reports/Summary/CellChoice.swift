import CrossModal
import Foundation
import Messages
import Studies

/// What was chosen in a cell: the setting, the number of epochs, and how sure the choice is.
package struct CellChoice: Equatable, Sendable {
  /// The cell.
  package var cell: Cell
  /// The chosen setting; nil if no setting finished on all folds.
  package var chosen: Setting?
  /// The chosen number of epochs.
  package var epoch: Int?
  /// Fold-mean held-out loss at that epoch.
  package var loss: Double?
  /// Standard deviation of that loss over folds.
  package var deviation: Double?
  /// The cheapest setting whose loss lies within one standard error of the best.
  package var cheapest: Setting?
  /// Whether the fold-mean training loss of the chosen setting decreases steadily until the chosen epoch.
  package var steady: Bool?
  /// The largest rise of that training loss, relative.
  package var worstRise: Double?
  /// What settings were compared by.
  package var measure: SelectionMeasure
  /// Fold-mean score at that epoch; nil where settings were compared by loss.
  package var score: Double?
  /// Whether the outputs of the chosen map can tell anything; nil before its first final fit.
  package var health: CellHealth?
  /// What stopped when; nil without a race.
  package var race: CellRace?
  /// Where the choice is at the end of what was tried.
  package var edges: [String] = []
  /// The second best setting; nil where there is none.
  package var second: SecondChoice?
  /// Search fits with a result.
  package var done: Int
  /// Search fits of the cell.
  package var fits: Int

  // What the importances are of: a status that is made anew every second does not ask for them.
  private let entry: StudyPlan.Entry
  private let ranking: [SettingSelection.Score]
  private let search: SearchMethod.Kind

  /// How much each axis matters; made anew each time.
  package var importances: CellImportances {
    CellImportances(entry, ranking, search: search, done: done)
  }

  /// The chosen setting in short.
  package var setting: String? { chosen?.name }

  /// The cheapest setting near the best, in short.
  package var simplest: String? { cheapest?.name }

  /// What a reader of the choice must know, in short sentences.
  package var warnings: [String] {
    var warnings: [String] = []
    if chosen == nil { warnings.append("no setting has finished on all folds") }
    if done < fits { warnings.append("the search of this cell is not complete") }
    if steady == false { warnings.append("training loss is not steady") }
    if chosen != nil, measure != .loss, score == nil {
      warnings.append(
        "chosen by loss: some fits, as those of an earlier version, have no \(measure.title) ('crossmodal retry' makes them again)"
      )
    }
    warnings += edges
    if !cell.model.isFloor { warnings += health?.warnings ?? [] }
    return warnings
  }

  /// The choices of all cells, in the order of the plan.
  package static func all(_ study: MapStudy, ledger: MapLedger) -> [CellChoice] {
    study.plan.cells.indices.map { CellChoice(study, ledger: ledger, cell: $0) }
  }

  /// The choice in one cell by what is known so far.
  package init(_ study: MapStudy, ledger: MapLedger, cell index: Int) {
    let entry = study.plan.cells[index]
    let selection = ledger.selection(cell: index)
    (cell, measure) = (entry.cell, entry.measure)
    (self.entry, ranking, search) = (entry, selection.ranking, study.plan.search.kind)
    health = CellHealth(ledger, cell: index)
    fits = ledger.searchFits(cell: index)
    done = ledger.searchCount(cell: index)
    race = CellRace(ledger, cell: index)
    guard let best = selection.best else { return }
    second = SecondChoice(ledger, cell: index)
    chosen = entry.settings[best.setting]
    (epoch, loss, deviation, score) = (best.epoch, best.loss, best.deviation, best.score)
    edges = GridEdges.warnings(
      entry.settings[best.setting], epoch: best.epoch, entry: entry, of: study.plan)
    let near = selection.ranking.filter { best.isNear($0) }
    cheapest =
      near.map { (entry.settings[$0.setting], $0.setting) }
      .min { ($0.0.hiddenUnits ?? 0, $0.1) < ($1.0.hiddenUnits ?? 0, $1.1) }?.0
    let curves = (0..<study.plan.evaluation.foldCount).compactMap {
      ledger.latest(cell: index, setting: best.setting, fold: $0)?.training.values
    }
    guard entry.cell.model.isTrained else { return }
    let means = FoldCurves(curves).means.prefix(best.epoch)
    let judgement = SteadyDecrease(Array(means))
    (steady, worstRise) = (judgement.holds, judgement.worstRise)
  }

  /// The choices as a table of 80 columns, a line for each cell's name, choice and health, and one for each warning.
  package static func text(_ choices: [CellChoice]) -> String {
    var lines: [String] = []
    for choice in choices {
      lines.append(choice.cell.id)
      guard let setting = choice.setting, let epoch = choice.epoch, let loss = choice.loss,
        let deviation = choice.deviation
      else {
        lines.append("    nothing to choose yet: \(choice.done) of \(choice.fits) search fits have results")
        continue
      }
      let rise = "\(format(100 * (choice.worstRise ?? 0), 2)) %"
      let steadiness = choice.steady.map { ", steady: \($0 ? "yes" : "no (rise \(rise))")" } ?? ""
      lines.append(
        "    \(setting)\(choice.cell.model.isTrained ? ", epoch \(epoch)" : ""): loss \(format(loss, 5)) ± "
          + "\(format(deviation, 5))\(steadiness)"
          + (choice.done < choice.fits ? ", so far \(choice.done)/\(choice.fits)" : ""))
      if let score = choice.score {
        lines.append("    chosen by \(choice.measure.title) \(format(score, 4))")
      }
      if let health = choice.health {
        let numbers = [
          health.explained.map { "R² \(format($0, 3))" },
          health.floor.map { "mean of Y: loss \(format($0, 5))" },
          health.hubness.map { "hubness of f(X) \(format($0, 1))" },
        ]
        lines.append("    \(numbers.compactMap { $0 }.joined(separator: ", "))")
      }
      if let simplest = choice.simplest, simplest != setting {
        lines.append("    simplest within one standard error: \(simplest)")
      }
      lines += (choice.race?.rungs ?? []).map { "    \($0.text)" }
      if let second = choice.second {
        lines.append("    second best: \(second.setting.name), \(second.differenceText)")
      }
      lines += choice.warnings.map { "    ! \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The warnings of all cells for the end of a run: each once, with its cell, or with the number of cells that it is
  /// about.
  package static func remarks(_ choices: [CellChoice]) -> [String] {
    var cells: [String: [Cell]] = [:]
    var order: [String] = []
    for choice in choices {
      for warning in choice.warnings {
        if cells[warning] == nil { order.append(warning) }
        cells[warning, default: []].append(choice.cell)
      }
    }
    return order.map { warning in
      let about = cells[warning] ?? []
      return about.count == 1 ? "\(about[0].id): \(warning)" : "\(about.count) cells: \(warning)"
    }
  }
}
