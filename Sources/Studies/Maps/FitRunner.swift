import CrossModal
import Dense
import Foundation

/// Runs single fits of a study of maps.
///
/// One for each worker: it keeps the folds and the shuffled orders, which all settings share.
package final class FitRunner: UnitRunner {
  private let study: MapStudy
  private let data: MapData
  private let path: KernelPath
  private let streams: FitStreams
  private let folds: RepeatedFolds
  private var foldOrders: [Int: (training: BatchOrder, rows: [Int32])] = [:]
  private var runOrders: [Int: BatchOrder] = [:]

  /// A runner for a study.
  package init(_ study: MapStudy, data: MapData, path: KernelPath) {
    (self.study, self.data, self.path) = (study, data, path)
    streams = FitStreams(study.configuration)
    folds = study.content.folds(study.plan.evaluation, key: streams.folds)
  }

  /// Trains a fit and measures it, if it is a final one.
  package func run(
    _ unit: Int, ledger: MapLedger, shouldContinue: () -> Bool
  ) throws -> UnitOutcome<FitResult>? {
    guard let task = FitTask(study.plan.fit(of: unit), ledger: ledger) else {
      return UnitOutcome(
        .failed, reason: "no setting of the cell finished on all folds, so none could be chosen")
    }
    guard let trained = try train(task, shouldContinue: shouldContinue) else { return nil }
    guard trained.history.outcome == .finished else {
      return UnitOutcome(.diverged, result: FitResult(trained.history, epochs: task.epochs))
    }
    guard !task.fit.isSearch else {
      return UnitOutcome(
        .finished, result: FitResult(trained.history, epochs: trained.history.training.count))
    }
    let measurement = OverlapMeasurement(x: trained.x.view, y: trained.y.view, mapped: trained.mapped.view,
      groups: study.content.groups.map { groups in trained.rows.map { groups[$0] } })
    return UnitOutcome(
      .finished,
      result: FitResult(
        trained.history, epochs: task.epochs,
        overlaps: measurement.records(study.configuration.measures)))
  }

  /// A fit that was trained, and the rows that it was not trained on.
  package struct Trained {
    let history: TrainingHistory
    /// Items that were held out.
    package let rows: [Int]
    private let network: Network<Float>
    private let pairs: PairedData<Float>
    private let path: KernelPath

    fileprivate init(
      _ history: TrainingHistory, _ network: Network<Float>, _ pairs: PairedData<Float>, rows: [Int32],
      path: KernelPath
    ) {
      (self.history, self.network, self.pairs, self.path) = (history, network, pairs, path)
      self.rows = rows.map(Int.init)
    }

    /// X of the held-out items.
    package var x: Matrix<Float> { Matrix(pairs.inputs, selecting: rows) }
    /// Y of the held-out items.
    package var y: Matrix<Float> { Matrix(pairs.targets, selecting: rows) }
    /// f(X) of the held-out items.
    package var mapped: Matrix<Float> { network(x.view, path: path) }
  }

  /// Trains a fit without measuring it; nil if `shouldContinue` ended it early.
  package func train(_ task: FitTask, shouldContinue: () -> Bool) throws -> Trained? {
    let (fit, epochs) = (task.fit, task.epochs)
    let cell = study.plan.cells[fit.cell].cell
    let setting = study.plan.cells[fit.cell].settings[task.setting]
    let pairs = try data.pairs(of: cell)
    let training = training(fit, cell, setting, epochs: epochs, pairs)
    let shape = NetworkShape(
      family: cell.model, setting: setting, inputs: pairs.inputs.columns, outputs: pairs.targets.columns)
    var weightStream = RandomStream(training.streams.adding("weights"))
    let network = Network<Float>(shape: shape, stream: &weightStream)
    var stopped = false
    var best = (epoch: 0, loss: Double.infinity)
    let patience = fit.isSearch ? study.configuration.training.patience : nil
    let (trained, history) = training.run(network, path: path) { epoch, history in
      stopped = !shouldContinue()
      if let loss = history.heldOut.last, loss < best.loss { best = (epoch, loss) }
      return !stopped && patience.map { epoch - best.epoch < $0 } ?? true
    }
    return stopped ? nil : Trained(history, trained, pairs, rows: training.heldOutRows, path: path)
  }

  private func training(
    _ fit: FitIdentifier, _ cell: Cell, _ setting: Setting, epochs: Int, _ pairs: PairedData<Float>
  ) -> Training<Float> {
    let options = TrainingOptions(
      loss: setting.loss, optimizer: study.configuration.training.optimizer,
      learningRate: setting.learningRate,
      dropout: setting.dropout, batchSize: study.configuration.training.batchSize, epochs: epochs)
    func onFold(_ fold: Int) -> Training<Float> {
      let parts = orders(fold: fold)
      return Training(
        options: options, data: pairs, order: parts.training, heldOutRows: parts.rows,
        streams: streams.fit(cell, setting, fold: fold))
    }
    switch (fit, study.plan.evaluation.kind) {
    case (.search(_, _, let fold), _), (.final(_, let fold), .crossValidation): return onFold(fold)
    case (.final(_, let run), .holdout):
      let trainingItems = study.content.trainingItems ?? pairs.items
      return Training(
        options: options, data: pairs, order: order(run: run, items: trainingItems),
        heldOutRows: (trainingItems..<pairs.items).map(Int32.init),
        streams: streams.fit(cell, setting, run: run))
    }
  }

  private func orders(fold: Int) -> (training: BatchOrder, rows: [Int32]) {
    if let known = foldOrders[fold] { return known }
    let made = (BatchOrder(rows: folds.training(fold), key: streams.order(fold: fold)), folds.heldOut(fold))
    foldOrders[fold] = made
    return made
  }

  private func order(run: Int, items: Int) -> BatchOrder {
    if let known = runOrders[run] { return known }
    let made = BatchOrder(rows: (0..<items).map(Int32.init), key: streams.order(run: run))
    runOrders[run] = made
    return made
  }
}
