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
      try insertCells(ledger, into: database)
      let fits = try IndexSchema.fits.inserter(into: database)
      let overlaps = try IndexSchema.overlaps.inserter(into: database)
      let search = ledger.plan.searchFitIdentifiers
      let rungs = ledger.plan.cells.indices.lazy.flatMap { ledger.plan.rungFits(ofCell: $0) }
      for fit in search { if let record = ledger[fit] { try fits(FitRow(fit, record, in: ledger)) } }
      for fit in rungs { if let record = ledger[fit] { try fits(FitRow(fit, record, in: ledger)) } }
      for fit in ledger.plan.finalFitIdentifiers {
        guard let record = ledger[fit] else { continue }
        try fits(FitRow(fit, record, in: ledger))
        for overlap in record.overlaps ?? [] {
          try overlaps(IndexedOverlap(fit: record.unit, overlap: overlap))
        }
      }
    }
  }
}

private func insertCells(_ ledger: MapLedger, into database: Database) throws {
  let cells = try IndexSchema.cells.inserter(into: database)
  let settings = try IndexSchema.settings.inserter(into: database)
  for (place, entry) in ledger.plan.cells.enumerated() {
    try cells(IndexedCell(place: place, entry: entry, best: ledger.selection(cell: place).best))
    for (number, setting) in entry.settings.enumerated() {
      try settings(IndexedSetting(cell: place, place: number, setting: setting))
    }
  }
}
