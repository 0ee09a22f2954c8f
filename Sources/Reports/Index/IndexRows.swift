import CrossModal
import GRDB
import Studies

/// Fills the tables of an index from the plan and the ledger.
struct IndexRows {
  private let study: Study
  private let ledger: Ledger

  init(_ study: Study, _ ledger: Ledger) { (self.study, self.ledger) = (study, ledger) }

  /// Inserts all rows.
  func insert(into database: Database) throws {
    try insertCells(database)
    try insertFits(database)
  }

  private func insertCells(_ database: Database) throws {
    let cells = try database.makeStatement(sql: "INSERT INTO cell VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
    let settings = try database.makeStatement(sql: "INSERT INTO setting VALUES (?,?,?,?,?,?,?,?)")
    for (index, entry) in study.plan.cells.enumerated() {
      let cell = entry.cell
      let best = ledger.selection(cell: index).best
      try cells.execute(arguments: [
        index, cell.id, cell.dataset, cell.first, cell.second, cell.direction.rawValue, cell.loss.rawValue,
        cell.model.rawValue, entry.settings.count, entry.fits, entry.finalFits, best?.setting, best?.epoch,
        best?.loss, best?.deviation,
      ])
      for (place, setting) in entry.settings.enumerated() {
        let record = setting.record
        try settings.execute(arguments: [
          index, place, setting.text, record.learningRate, record.hiddenUnits, record.dropout,
          record.activation, record.margin,
        ])
      }
    }
  }

  private func insertFits(_ database: Database) throws {
    let fits = try database.makeStatement(
      sql: "INSERT INTO fit VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
    let overlaps = try database.makeStatement(sql: "INSERT INTO overlap VALUES (?,?,?,?,?,?,?,?,?)")
    for fit in ledger.records.keys.sorted() {
      guard let record = ledger.records[fit] else { continue }
      let losses = record.heldOut.losses
      let best = losses.min()
      let name = fit.description
      try fits.execute(arguments: [
        fit.cell, fit.isSearch ? "search" : "final", record.setting, fit.fold, name, record.state.rawValue,
        record.epochs, best.flatMap { losses.firstIndex(of: $0) }.map { $0 + 1 }, best.map { Double($0) },
        record.training.losses.last.map { Double($0) }, losses.last.map { Double($0) }, record.reason,
        record.kernels, record.seconds, record.host, record.worker, record.attempt, record.started,
      ])
      for overlap in record.overlaps ?? [] {
        try overlaps.execute(arguments: [
          name, overlap.metric, overlap.includesSelf, overlap.k, overlap.items, overlap.input, overlap.target,
          overlap.pair, overlap.chance,
        ])
      }
    }
  }
}

extension FitIdentifier {
  /// The fold, or the run of a holdout's final fit.
  fileprivate var fold: Int {
    switch self {
    case .search(_, _, let fold), .final(_, let fold): fold
    }
  }
}
