import Dense
import Layers

/// One fit: a network trained on some rows by mini-batches and watched on others.
///
/// Deterministic: the same network, data, rows, options, order and streams give the same bits on the same kernel path.
/// The held-out loss is taken after each epoch, without dropout and without the structure term; with max-margin its negatives are the same in every
/// epoch, so that epochs can be compared.
public struct Training<Scalar: MatrixScalar>: Sendable {
  /// The options.
  public let options: TrainingOptions
  /// The data, of which `order` and `heldOutRows` choose rows.
  public let data: PairedData<Scalar>
  /// Training rows, reshuffled each epoch.
  public let order: BatchOrder
  /// Rows on which the held-out loss is measured; may be empty.
  public let heldOutRows: [Int32]
  /// The fit's own streams: dropout masks and max-margin negatives.
  public let streams: StreamKey

  /// Describes a fit.
  public init(
    options: TrainingOptions, data: PairedData<Scalar>, order: BatchOrder, heldOutRows: [Int32] = [],
    streams: StreamKey
  ) {
    (self.options, self.data, self.order) = (options, data, order)
    (self.heldOutRows, self.streams) = (heldOutRows, streams)
  }
}

extension Training where Scalar == Float {
  /// Trains on the path chosen at run time.
  ///
  /// - Parameters:
  ///   - network: the first weights, whose dimensions must be those of the data.
  ///   - path: how products are computed.
  ///   - onEpoch: called after each epoch with its number from 1 and the history so far; returning false ends the fit
  ///     there, as finished.
  ///   - score: what settings are compared by besides the loss: called after each epoch with f(x) of the held-out rows.
  /// - Returns: the trained network and its history. After a divergence the network is of no use.
  public func run(
    _ network: Network<Float>, path: KernelPath = .preferred,
    onEpoch: (Int, TrainingHistory) -> Bool = { _, _ in true }, score: ((Matrix<Float>) -> Double)? = nil
  ) -> (network: Network<Float>, history: TrainingHistory) {
    run(network, onEpoch: onEpoch, score: score) { FloatNetworkEngine($0, path: path) }
  }
}

extension Training where Scalar == Float {
  /// The loss of the held-out rows for a network, as it is taken after an epoch; nil without held-out rows. The network's
  /// dimensions must be those of the data.
  package func heldOutLoss(of network: Network<Float>, path: KernelPath = .preferred) -> Double? {
    FloatingPointEnvironment.withDenormalsFlushed {
      let engine = FloatNetworkEngine(plan(network.shape), path: path)
      engine.load(network.layers)
      return heldOutLoss(engine)
    }
  }
}

extension Training {
  /// Trains by any engine; see ``run(_:path:onEpoch:)``.
  package func run<Engine: BatchEngine<Scalar>>(
    _ network: Network<Scalar>, from state: TrainingState<Scalar>? = nil,
    onEpoch: (Int, TrainingHistory) -> Bool = { _, _ in true },
    score: ((Matrix<Scalar>) -> Double)? = nil, by makeEngine: (NetworkPlan) -> Engine
  ) -> (network: Network<Scalar>, history: TrainingHistory) {
    precondition(
      network.shape.inputs == data.inputs.columns && network.shape.outputs == data.targets.columns,
      "a network \(network.shape.inputs)→\(network.shape.outputs) for data "
        + "\(data.inputs.columns)→\(data.targets.columns)")
    for rows in [order.rows, heldOutRows] {
      precondition(
        rows.allSatisfy { $0 >= 0 && Int($0) < data.items },
        "a row outside the \(data.items) items of the data")
    }
    return FloatingPointEnvironment.withDenormalsFlushed {
      train(network, state, makeEngine(plan(network.shape)), score, onEpoch)
    }
  }

  private func plan(_ shape: NetworkShape) -> NetworkPlan {
    var plan = NetworkPlan(shape)
    plan.loss = options.loss
    plan.sharesLabel = data.sharesLabel
    plan.evaluationBatchSize = options.evaluationBatchSize ?? options.batchSize
    plan.batchSize = max(options.batchSize, options.evaluationBatchSize ?? 0)
    plan.dropout = shape.hidden.isEmpty ? 0 : options.dropout
    plan.optimizer = options.optimizer
    plan.learningRate = options.learningRate
    plan.schedule = options.schedule
    plan.updatesPerEpoch = (order.count + options.batchSize - 1) / options.batchSize
    plan.updates = plan.updatesPerEpoch * (options.scheduledEpochs ?? options.epochs)
    plan.weightDecay = options.weightDecay
    plan.structureWeight = options.structureWeight
    return plan
  }

  private func train<Engine: BatchEngine<Scalar>>(
    _ network: Network<Scalar>, _ state: TrainingState<Scalar>?, _ engine: Engine,
    _ score: ((Matrix<Scalar>) -> Double)?, _ onEpoch: (Int, TrainingHistory) -> Bool
  ) -> (network: Network<Scalar>, history: TrainingHistory) {
    if let state { engine.load(state.layers) } else { engine.load(network.layers) }
    func trained() -> Network<Scalar> { Network(shape: network.shape, layers: engine.numbers) }
    var history = state?.history ?? TrainingHistory()
    history.training.reserveCapacity(options.epochs)
    history.heldOut.reserveCapacity(options.epochs)
    let done = history.training.count
    var update = done * ((order.count + options.batchSize - 1) / options.batchSize)
    for epoch in done..<max(done, options.epochs) {
      let (value, failedBatch) = trainEpoch(engine, epoch: epoch, update: &update)
      if Interruption.isRequested { break }
      if let failedBatch {
        history.outcome = .diverged(epoch: epoch + 1, batch: failedBatch)
        return (trained(), history)
      }
      let heldOut = heldOutLoss(engine)
      // Losses are kept as Float: one beyond that is no number to go on with.
      guard engine.isFinite, Float(value).isFinite, Float(heldOut ?? 0).isFinite else {
        history.outcome = .diverged(epoch: epoch + 1, batch: 0)
        return (trained(), history)
      }
      history.training.append(value)
      if let heldOut { history.heldOut.append(heldOut) }
      if let score { history.scores.append(score(engine.predict(data.inputs, rows: heldOutRows))) }
      if !onEpoch(epoch + 1, history) { break }
    }
    return (trained(), history)
  }

  private func trainEpoch<Engine: BatchEngine<Scalar>>(
    _ engine: Engine, epoch: Int, update: inout Int
  ) -> (loss: Double, failedBatch: Int?) {
    var negatives = RandomStream(streams.adding("negatives").adding(epoch))
    let dropoutKey = streams.adding("dropout")
    let rows = order.order(epoch: epoch)
    let request = Interruption.request
    var sum = 0.0
    for first in stride(from: 0, to: rows.count, by: options.batchSize) {
      if let request, request() { break }
      let batch = first..<min(first + options.batchSize, rows.count)
      update += 1
      let value = engine.step(
        inputs: data.inputs, targets: data.targets, rows: rows, batch, negatives: &negatives,
        dropoutKey: dropoutKey, number: update)
      guard value.isFinite else {
        return (sum / Double(max(1, rows.count)), first / options.batchSize + 1)
      }
      sum += value * Double(batch.count)
    }
    return (sum / Double(max(1, rows.count)), nil)
  }

  private func heldOutLoss<Engine: BatchEngine<Scalar>>(_ engine: Engine) -> Double? {
    guard !heldOutRows.isEmpty else { return nil }
    var negatives = RandomStream(streams.adding("held-out negatives"))
    return engine.evaluate(
      inputs: data.inputs, targets: data.targets, rows: heldOutRows, negatives: &negatives)
  }
}
