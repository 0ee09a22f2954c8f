import CrossModal

/// One fit that has a result, as tables tell of it. Everything that they read of a record is read here. A class, since it
/// is handed to each of fifty columns.
package final class FitRow: Sendable {
  /// The record.
  package let record: FitRecord
  /// Which fit.
  package let fit: FitIdentifier
  /// Its cell.
  package let entry: StudyPlan.Entry
  /// Place of its setting in the cell's grid; nil where nothing was chosen.
  package let place: Int?
  /// Epochs that were to be trained.
  package let epochs: Int
  /// Epochs that the fit trained itself: without those of the rung before.
  package let ownEpochs: Int
  /// The rung of a race, from 1; nil without a race and for final fits.
  package let rung: Int?
  /// Of the search, the epoch of the least held-out loss, from 1, and that loss; of a final fit the chosen epoch and the
  /// loss there, since its held-out rows chose nothing. Nil for a curve without losses.
  let best: (epoch: Int?, loss: Float)?

  /// The row of a fit with this record.
  package init(_ fit: FitIdentifier, _ record: FitRecord, in ledger: MapLedger) {
    (self.fit, self.record, entry) = (fit, record, ledger.plan.cells[fit.cell])
    let task = FitTask(fit, ledger: ledger)
    (place, epochs) = (task?.setting, record.result?.epochs ?? task?.epochs ?? 0)
    rung = ledger.plan.race(ofCell: fit.cell) == nil ? nil : fit.rung.map { $0 + 1 }
    let before: FitRecord? =
      if case .rung(let cell, let setting, let fold, let rung) = fit {
        ledger[.inRung(cell: cell, setting: setting, fold: fold, rung: rung - 1)]
      } else { nil }
    ownEpochs = max(0, record.training.losses.count - (before?.training.losses.count ?? 0))
    let losses = record.heldOut.losses
    best =
      fit.isSearch
      ? losses.min().map { least in (losses.firstIndex(of: least).map { $0 + 1 }, least) }
      : losses.last.map { (losses.count, $0) }
  }

  /// A failed fit has none, as nothing was trained with it.
  package var setting: Setting? { record.state == .failed ? nil : place.map { entry.settings[$0] } }

  /// Whether the training loss went down all the time: a look at every epoch. Nil for a curve without losses, and for a
  /// solved map.
  var steady: SteadyDecrease? {
    record.training.losses.isEmpty || !entry.cell.model.isTrained
      ? nil : SteadyDecrease(record.training.values)
  }

  func overlap(_ metric: String, includesSelf: Bool) -> OverlapRecord? {
    record.overlaps?.first { $0.metric == metric && $0.includesSelf == includesSelf }
  }
}

extension MapExperiment {
  /// One row for each fit.
  package typealias Row = FitRow

  /// The columns of `results`.
  package static var quantities: [Quantity<FitRow>] { FitQuantities.all }

  /// The row of a fit.
  package func rows(_ unit: Int, _ record: FitRecord, in ledger: MapLedger) -> [FitRow] {
    [FitRow(plan.fit(of: unit), record, in: ledger)]
  }
}
