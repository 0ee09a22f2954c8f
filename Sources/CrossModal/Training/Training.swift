import Dense

/// How a fit is trained, beside its data and its first weights.
public struct TrainingOptions: Hashable, Sendable {
  /// What is minimized.
  public var loss: Loss
  /// The update rule.
  public var optimizer: Optimizer
  /// Learning rate, > 0.
  public var learningRate: Double
  /// Probability of dropping a hidden activation, in [0, 1); kept ones are scaled by 1/(1 − p).
  public var dropout: Double
  /// Rows of a batch; the last batch of an epoch may be shorter.
  public var batchSize: Int
  /// Number of passes over the training rows.
  public var epochs: Int

  /// Training options; the defaults are the paper's.
  public init(
    loss: Loss = .meanSquaredError, optimizer: Optimizer = .paper, learningRate: Double = 0.001,
    dropout: Double = 0,
    batchSize: Int = 64, epochs: Int = 100
  ) {
    precondition(batchSize > 0 && epochs >= 0, "batches of \(batchSize) rows, \(epochs) epochs")
    precondition(dropout >= 0 && dropout < 1, "dropout \(dropout)")
    self.loss = loss
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.dropout = dropout
    self.batchSize = batchSize
    self.epochs = epochs
  }
}

/// One fit: a network trained on some rows by mini-batches and watched on others.
///
/// Deterministic: the same network, data, rows, options, order and streams give the same bits on the same kernel path.
/// The held-out loss is taken after each epoch, without dropout; with max-margin its negatives are the same in every
/// epoch, so that epochs can be compared.
public struct Training<Scalar: LayerScalar> {
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

  /// Trains on the given path.
  /// - Parameters:
  ///   - network: the first weights, whose dimensions must be those of the data.
  ///   - onEpoch: called after each epoch with its number from 1 and the history so far; returning false ends the fit
  ///     there, as finished.
  /// - Returns: the trained network and its history. After a divergence the network is of no use.
  public func run<Kernels: LayerKernels>(
    _ network: Network<Scalar>, on kernels: Kernels.Type,
    onEpoch: (Int, TrainingHistory) -> Bool = { _, _ in true }
  ) -> (network: Network<Scalar>, history: TrainingHistory) where Kernels.Scalar == Scalar {
    precondition(
      network.shape.inputs == data.inputs.columns && network.shape.outputs == data.targets.columns,
      "a network \(network.shape.inputs)→\(network.shape.outputs) for data "
        + "\(data.inputs.columns)→\(data.targets.columns)")
    return FloatingPointEnvironment.withDenormalsFlushed { train(network, on: kernels, onEpoch) }
  }

  private func train<Kernels: LayerKernels>(
    _ network: Network<Scalar>, on kernels: Kernels.Type, _ onEpoch: (Int, TrainingHistory) -> Bool
  ) -> (network: Network<Scalar>, history: TrainingHistory) where Kernels.Scalar == Scalar {
    let engine = TrainingEngine<Kernels>(
      shape: network.shape, batchSize: options.batchSize,
      dropout: network.shape.hidden.isEmpty ? 0 : options.dropout, usesMeans: options.optimizer.usesMeans)
    engine.load(network)
    let loss = LossEvaluator<Scalar>(
      loss: options.loss, outputs: network.shape.outputs, stride: engine.lossStride, labels: data.labels)
    var history = TrainingHistory()
    history.training.reserveCapacity(options.epochs)
    history.heldOut.reserveCapacity(options.epochs)
    var update = 0
    for epoch in 0..<options.epochs {
      let (value, failedBatch) = trainEpoch(engine, loss, epoch: epoch, update: &update)
      if let failedBatch {
        history.outcome = .diverged(epoch: epoch + 1, batch: failedBatch)
        return (engine.network, history)
      }
      let heldOut = heldOutLoss(engine, loss)
      guard engine.isFinite, heldOut?.isFinite ?? true else {
        history.outcome = .diverged(epoch: epoch + 1, batch: 0)
        return (engine.network, history)
      }
      history.training.append(value)
      if let heldOut { history.heldOut.append(heldOut) }
      if !onEpoch(epoch + 1, history) { break }
    }
    return (engine.network, history)
  }

  private func trainEpoch<Kernels: LayerKernels>(
    _ engine: TrainingEngine<Kernels>, _ loss: LossEvaluator<Scalar>, epoch: Int, update: inout Int
  ) -> (loss: Double, failedBatch: Int?) where Kernels.Scalar == Scalar {
    var negatives = RandomStream(streams.adding("negatives").adding(epoch))
    let dropoutKey = streams.adding("dropout")
    var sum = 0.0
    var failedBatch: Int?
    order.order(epoch: epoch).withUnsafeBufferPointer { rows in
      guard let base = rows.baseAddress else { return }
      for first in stride(from: 0, to: rows.count, by: options.batchSize) {
        let count = min(options.batchSize, rows.count - first)
        update += 1
        let value = engine.step(
          inputs: data.inputs.selection(base + first, count),
          targets: data.targets.selection(base + first, count),
          loss: loss, negatives: &negatives,
          optimizer: options.optimizer.step(learningRate: options.learningRate, number: update),
          dropoutKey: dropoutKey, number: update)
        guard value.isFinite else {
          failedBatch = first / options.batchSize + 1
          return
        }
        sum += value * Double(count)
      }
    }
    return (sum / Double(max(1, order.count)), failedBatch)
  }

  private func heldOutLoss<Kernels: LayerKernels>(
    _ engine: TrainingEngine<Kernels>, _ loss: LossEvaluator<Scalar>
  ) -> Double? where Kernels.Scalar == Scalar {
    guard !heldOutRows.isEmpty else { return nil }
    var negatives = RandomStream(streams.adding("held-out negatives"))
    return heldOutRows.withUnsafeBufferPointer { rows -> Double? in
      guard let base = rows.baseAddress else { return nil }
      return engine.evaluate(
        inputs: data.inputs.selection(base, rows.count), targets: data.targets.selection(base, rows.count),
        loss: loss, batchSize: options.batchSize, negatives: &negatives)
    }
  }
}

extension Training where Scalar == Float {
  /// Trains in Float on the path chosen at run time.
  public func run(
    _ network: Network<Float>, path: KernelPath = .preferred,
    onEpoch: (Int, TrainingHistory) -> Bool = { _, _ in true }
  ) -> (network: Network<Float>, history: TrainingHistory) {
    switch path {
    case .openblas: run(network, on: OpenBLASLayerKernels<Float>.self, onEpoch: onEpoch)
    case .fused: run(network, on: FusedLayerKernels.self, onEpoch: onEpoch)
    }
  }
}

extension MatrixView where Scalar: LayerScalar {
  /// Some rows in a given order; the indices are the caller's to check.
  func selection(_ indices: UnsafePointer<Int32>, _ count: Int) -> RowSelection<Scalar> {
    RowSelection(base: base, stride: stride, indices: indices, count: count)
  }
}
