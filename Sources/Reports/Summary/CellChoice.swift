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
  /// Search fits with a result.
  package var done: Int
  /// Search fits of the cell.
  package var fits: Int

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
    cell = entry.cell
    fits = entry.fits
    done = ledger.searchCount(cell: index)
    guard let best = selection.best else { return }
    chosen = entry.settings[best.setting]
    (epoch, loss, deviation) = (best.epoch, best.loss, best.deviation)
    let near = selection.ranking.filter { $0.loss <= best.loss + best.standardError }
    cheapest =
      near.map { (entry.settings[$0.setting], $0.setting) }
      .min { ($0.0.hiddenUnits ?? 0, $0.1) < ($1.0.hiddenUnits ?? 0, $1.1) }?.0
    let curves = (0..<study.plan.evaluation.foldCount).compactMap {
      ledger[.search(cell: index, setting: best.setting, fold: $0)]?.training.values
    }
    let means = FoldCurves(curves).means.prefix(best.epoch)
    let judgement = SteadyDecrease(Array(means))
    (steady, worstRise) = (judgement.holds, judgement.worstRise)
  }

  /// The choices as a table of 80 columns, two lines a cell.
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
      lines.append(
        "    \(setting), epoch \(epoch): loss \(format(loss, 5)) ± \(format(deviation, 5)), steady: "
          + "\(choice.steady == true ? "yes" : "no (rise \(rise))")"
          + (choice.done < choice.fits ? ", so far \(choice.done)/\(choice.fits)" : ""))
      if let simplest = choice.simplest, simplest != setting {
        lines.append("    simplest within one standard error: \(simplest)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
