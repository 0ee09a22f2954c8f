import CrossModal
import GRDB
import Studies

/// A cell with its choice so far.
struct IndexedCell {
  let place: Int
  let entry: StudyPlan.Entry
  let best: SettingSelection.Score?

  var cell: Cell { entry.cell }
}

/// A setting of a cell.
struct IndexedSetting {
  let cell: Int
  let place: Int
  let setting: Setting
}

/// What one fit measured under one metric.
struct IndexedOverlap {
  let fit: String
  let overlap: OverlapRecord
}

/// Fills the tables of an index from the plan and the ledger.
struct IndexRows {
  private let study: Study
  private let ledger: Ledger

  init(_ study: Study, _ ledger: Ledger) { (self.study, self.ledger) = (study, ledger) }

  /// Inserts all rows.
  func insert(into database: Database) throws {
    let cells = study.plan.cells.enumerated()
    try IndexSchema.cells.insert(
      cells.lazy.map { place, entry in
        IndexedCell(place: place, entry: entry, best: ledger.selection(cell: place).best)
      }, into: database)
    try IndexSchema.settings.insert(
      cells.lazy.flatMap { cell, entry in
        entry.settings.enumerated().lazy.map { IndexedSetting(cell: cell, place: $0, setting: $1) }
      }, into: database)
    try IndexSchema.fits.insert(
      FitRow.all(study.plan, ledger, judgesDecrease: false), into: database)
    try IndexSchema.overlaps.insert(
      FitRow.overlaps(ledger).lazy.map { IndexedOverlap(fit: $0.fit, overlap: $0.overlap) }, into: database)
  }
}
