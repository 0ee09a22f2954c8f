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

extension IndexContent {
  /// The tables of cells, settings, fits and overlaps, and views that join them.
  package init(ofMaps ledger: MapLedger) {
    self.init(statements: IndexSchema.statements, indices: IndexSchema.indices) { database in
      let cells = ledger.plan.cells.enumerated()
      try IndexSchema.cells.insert(
        cells.lazy.map { place, entry in
          IndexedCell(place: place, entry: entry, best: ledger.selection(cell: place).best)
        }, into: database)
      try IndexSchema.settings.insert(
        cells.lazy.flatMap { cell, entry in
          entry.settings.enumerated().lazy.map { IndexedSetting(cell: cell, place: $0, setting: $1) }
        }, into: database)
      try IndexSchema.fits.insert(ResultsTable.rows(ledger), into: database)
      try IndexSchema.overlaps.insert(
        ledger.plan.finalFitIdentifiers.lazy.compactMap { ledger[$0] }.flatMap { record in
          (record.overlaps ?? []).map { IndexedOverlap(fit: record.unit, overlap: $0) }
        }, into: database)
    }
  }
}
