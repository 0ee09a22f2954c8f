import CrossModal
import Studies

/// What a race did in a cell: rung by rung, how many settings there were and which of them stopped.
package struct CellRace: Equatable, Sendable {
  /// One rung that is decided.
  package struct Rung: Equatable, Sendable {
    /// Its number, from 1.
    package var number: Int
    /// Epochs at its end.
    package var epochs: Int
    /// Settings in it.
    package var settings: Int
    /// Those that stopped after it, in short; nil where that is not decided, and for the last.
    package var stopped: [String]?

    /// The rung in a sentence of few words.
    package var text: String {
      let count = "\(settings) setting\(settings == 1 ? "" : "s")"
      let end = stopped.map { ", \($0.count) stopped after it" } ?? ""
      return "rung \(number), to epoch \(epochs): \(count)\(end)"
    }
  }

  /// The cell.
  package var cell: Cell
  /// The rungs whose settings are decided.
  package var rungs: [Rung]

  /// The race of a cell by what is known; nil for a cell without one.
  package init?(_ ledger: MapLedger, cell index: Int) {
    guard let race = ledger.plan.race(ofCell: index) else { return nil }
    let (entry, progress) = (ledger.plan.cells[index], ledger.race(cell: index))
    cell = entry.cell
    rungs = (0..<progress.rungs).map { rung in
      let settings = progress.settings(in: rung)
      let stopped = settings.filter { progress.isStopped($0, before: rung + 1) }
      return Rung(
        number: rung + 1, epochs: race.epochs[rung], settings: settings.count,
        stopped: rung + 1 < progress.rungs ? stopped.map { entry.settings[$0].name } : nil)
    }
  }
}
