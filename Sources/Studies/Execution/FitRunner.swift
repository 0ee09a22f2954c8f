import CrossModal
import Dense
import Foundation

/// Runs single fits of a study and says what came out.
///
/// One for each worker: it keeps the folds and the shuffled orders, which all settings share.
package final class FitRunner {
  private let study: Study
  private let data: StudyData
  private let path: KernelPath
  private let streams: FitStreams
  private let folds: Folds
  private var foldOrders: [Int: (training: BatchOrder, rows: [Int32])] = [:]
  private var runOrders: [Int: BatchOrder] = [:]

  package init(_ study: Study, data: StudyData, path: KernelPath) {
    (self.study, self.data, self.path) = (study, data, path)
    streams = FitStreams(study.configuration)
    folds = Folds(
      items: study.manifest.trainingItems ?? study.manifest.items, count: study.plan.evaluation.folds,
      key: streams.folds)
  }

  /// What one fit came to.
  struct Outcome {
    var history: TrainingHistory
    var overlaps: [OverlapRecord]?
  }

  /// Trains a fit; nil if `shouldContinue`, which is asked after every epoch, ended it early.
  func run(_ task: FitTask, shouldContinue: () -> Bool) throws -> Outcome? {
    guard let trained = try train(task, shouldContinue: shouldContinue) else { return nil }
    guard !task.fit.isSearch, trained.history.outcome == .finished else {
      return Outcome(history: trained.history)
    }
    let measurement = OverlapMeasurement(x: trained.x.view, y: trained.y.view, mapped: trained.mapped.view)
    return Outcome(
      history: trained.history, overlaps: measurement.records(study.configuration.measures))
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
    let (trained, history) = training.run(network, path: path) { _, _ in
      stopped = !shouldContinue()
      return !stopped
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
    switch (fit, study.plan.evaluation) {
    case (.search(_, _, let fold), _), (.final(_, let fold), .crossValidation): return onFold(fold)
    case (.final(_, let run), .holdout):
      let trainingItems = study.manifest.trainingItems ?? pairs.items
      return Training(
        options: options, data: pairs, order: order(run: run, items: trainingItems),
        heldOutRows: (trainingItems..<pairs.items).map(Int32.init),
        streams: streams.fit(cell, setting, run: run))
    }
  }

  private func orders(fold: Int) -> (training: BatchOrder, rows: [Int32]) {
    if let known = foldOrders[fold] { return known }
    let made = (BatchOrder(rows: folds.training(fold), key: streams.order(fold: fold)), folds.heldOut[fold])
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
