import CrossModal
import Foundation

/// What a fit has to train: a setting and a number of epochs.
package struct FitTask {
  /// Which fit.
  var fit: FitIdentifier
  /// Place of its setting in the cell's grid.
  var setting: Int
  /// Number of epochs.
  var epochs: Int

  /// The task of a fit; nil for a final fit of a cell in which nothing can be chosen. The search of the cell must be
  /// complete.
  init?(_ fit: FitIdentifier, study: Study, ledger: Ledger) {
    self.fit = fit
    switch fit {
    case .search(_, let place, _): (setting, epochs) = (place, study.configuration.training.maxEpochs)
    case .final(let cell, _):
      guard let best = ledger.selection(cell: cell).best else { return nil }
      (setting, epochs) = (best.setting, best.epoch)
    }
  }

  /// The task that a record says was done.
  package init(of record: FitRecord) { (fit, setting, epochs) = (record.fit, record.setting, record.epochs) }
}

extension FitRecord {
  /// The record of a task that came to an outcome.
  init(
    _ task: FitTask, _ outcome: FitRunner.Outcome, attempt: Int, _ kernels: KernelChoice,
    _ worker: ProcessIdentity, began: Date, seconds: Double
  ) {
    let history = outcome.history
    self.init(
      fit: task.fit, state: .finished, training: LossCurve(history.training),
      heldOut: LossCurve(history.heldOut),
      setting: task.setting, epochs: task.epochs, overlaps: outcome.overlaps, kernels: kernels.description,
      attempt: attempt, seconds: seconds, host: worker.host, worker: worker.journalName,
      started: began.formatted(.iso8601))
    if case .diverged(let epoch, let batch) = history.outcome {
      (state, divergedEpoch, divergedBatch) = (.diverged, epoch, batch)
    }
  }

  /// The record of a fit that was given up.
  static func failed(
    _ fit: FitIdentifier, setting: Int, epochs: Int, reason: String, attempt: Int, _ kernels: KernelChoice,
    _ worker: ProcessIdentity, began: Date
  ) -> FitRecord {
    FitRecord(
      fit: fit, state: .failed, training: LossCurve([]), heldOut: LossCurve([]), setting: setting,
      epochs: epochs,
      reason: reason, kernels: kernels.description, attempt: attempt, seconds: 0, host: worker.host,
      worker: worker.journalName, started: began.formatted(.iso8601))
  }

  /// The record of a final fit of a cell in which no setting can be chosen.
  static func withoutChoice(
    _ fit: FitIdentifier, attempt: Int, _ kernels: KernelChoice, _ worker: ProcessIdentity, began: Date
  ) -> FitRecord {
    failed(
      fit, setting: 0, epochs: 0,
      reason: "no setting of the cell finished on all folds, so none could be chosen",
      attempt: attempt, kernels, worker, began: began)
  }
}
