import Dense
import Layers

/// One fit of a text encoder on the labels of some rows, with early stopping on others.
///
/// Deterministic: the same weights, texts, rows, options and key give the same bits with the same BLAS kernel. Rows are
/// reshuffled every epoch; a last short batch is used.
package struct TextEncoderTraining<Scalar: MatrixScalar>: Sendable {
  private let options: TextEncoderOptions
  private let sequences: [[Int32]]
  private let targets: [[Int]]
  private let trainingRows: [Int]
  private let heldOutRows: [Int]
  private let key: StreamKey

  /// Describes a fit.
  /// - Parameters:
  ///   - sequences: the texts as numbers of words.
  ///   - targets: the labels' numbers of each text; exactly one with softmax.
  ///   - trainingRows: texts to learn from. Empty texts among them are left out.
  ///   - heldOutRows: texts on which epochs are compared; may be empty.
  package init(
    options: TextEncoderOptions, sequences: [[Int32]], targets: [[Int]], trainingRows: [Int],
    heldOutRows: [Int] = [], key: StreamKey
  ) {
    precondition(
      sequences.count == targets.count, "\(sequences.count) texts with labels of \(targets.count)")
    self.options = options
    (self.sequences, self.targets) = (sequences, targets)
    self.trainingRows = trainingRows.filter { !sequences[$0].isEmpty }
    self.heldOutRows = heldOutRows.filter { !sequences[$0].isEmpty }
    self.key = key
  }
}

extension TextEncoderTraining where Scalar == Float {
  /// Trains, and returns the weights of the best epoch.
  /// - Parameters:
  ///   - state: what an earlier training of the same was kept at; it goes on there, to the same bits.
  ///   - onEpoch: called after each epoch with the history so far; returning false ends the fit there.
  ///   - keep: called after each epoch, before `onEpoch`, with all that the next epoch depends on.
  package func run(
    _ weights: RecurrentEncoderWeights<Float>, from state: TextEncoderState<Float>? = nil,
    onEpoch: (TextEncoderHistory) -> Bool = { _ in true }, keep: ((TextEncoderState<Float>) -> Void)? = nil
  ) -> (weights: RecurrentEncoderWeights<Float>, history: TextEncoderHistory) {
    run(weights, from: state, onEpoch: onEpoch, keep: keep) {
      FloatSequenceEngine($0, loss: options.loss, trainsEmbedding: options.trainsEmbedding)
    }
  }
}

extension TextEncoderTraining {
  /// Trains by any engine; see ``run(_:from:onEpoch:keep:)``.
  package func run<Engine: SequenceEngine<Scalar>>(
    _ weights: RecurrentEncoderWeights<Scalar>, from state: TextEncoderState<Scalar>? = nil,
    onEpoch: (TextEncoderHistory) -> Bool = { _ in true },
    keep: ((TextEncoderState<Scalar>) -> Void)? = nil,
    by makeEngine: (RecurrentEncoderWeights<Scalar>) -> Engine
  ) -> (weights: RecurrentEncoderWeights<Scalar>, history: TextEncoderHistory) {
    FloatingPointEnvironment.withDenormalsFlushed {
      let engine = makeEngine(state?.weights ?? weights)
      if let state { engine.setAverages(state.averages) }
      return train(state?.best ?? weights, engine, state?.history ?? TextEncoderHistory(), keep, onEpoch)
    }
  }

  // From the first weights, or from what `history` came to.
  private func train<Engine: SequenceEngine<Scalar>>(
    _ weights: RecurrentEncoderWeights<Scalar>, _ engine: Engine, _ before: TextEncoderHistory,
    _ keep: ((TextEncoderState<Scalar>) -> Void)?, _ onEpoch: (TextEncoderHistory) -> Bool
  ) -> (weights: RecurrentEncoderWeights<Scalar>, history: TextEncoderHistory) {
    var history = before
    var best = weights
    var least = history.best > 0 && !history.heldOut.isEmpty ? history.heldOut[history.best - 1] : .infinity
    let batches = (trainingRows.count + options.batchSize - 1) / options.batchSize
    var update = history.training.count * batches
    while history.training.count < options.epochs,
      history.training.count - history.best < options.patience
    {
      let epoch = history.training.count
      let loss = trainEpoch(engine, epoch: epoch, update: &update)
      let heldOut = heldOutLoss(engine)
      guard loss.isFinite, heldOut?.isFinite ?? true else {
        history.divergedIn = epoch + 1
        return (best, history)
      }
      history.training.append(loss)
      if let heldOut { history.heldOut.append(heldOut) }
      if heldOut.map({ $0 < least }) ?? true {
        least = heldOut ?? least
        best = engine.weights
        history.best = epoch + 1
      }
      keep?(
        TextEncoderState(weights: engine.weights, averages: engine.averages, best: best, history: history))
      guard onEpoch(history) else { break }
    }
    return (best, history)
  }

  private func trainEpoch<Engine: SequenceEngine<Scalar>>(_ engine: Engine, epoch: Int, update: inout Int)
    -> Double
  {
    var order = trainingRows
    var stream = RandomStream(key.adding("order").adding(epoch))
    stream.shuffle(&order)
    var dropout = RandomStream(key.adding("word dropout").adding(epoch))
    var sum = 0.0
    for first in stride(from: 0, to: order.count, by: options.batchSize) {
      let rows = order[first..<min(first + options.batchSize, order.count)]
      let batch = rows.map { row in
        options.wordDropout > 0
          ? sequences[row].filter { _ in dropout.uniform() >= options.wordDropout } : sequences[row]
      }
      sum += engine.evaluate(batch, targets: rows.map { targets[$0] }, isTraining: true)
      update += 1
      engine.update(
        OptimizerStep(
          .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8), learningRate: options.learningRate, number: update))
    }
    return sum / Double(max(1, order.count))
  }

  private func heldOutLoss<Engine: SequenceEngine<Scalar>>(_ engine: Engine) -> Double? {
    guard !heldOutRows.isEmpty else { return nil }
    var sum = 0.0
    for first in stride(from: 0, to: heldOutRows.count, by: options.batchSize) {
      let rows = heldOutRows[first..<min(first + options.batchSize, heldOutRows.count)]
      sum += engine.evaluate(
        rows.map { sequences[$0] }, targets: rows.map { targets[$0] }, isTraining: false)
    }
    return sum / Double(heldOutRows.count)
  }
}

extension RecurrentEncoderWeights where Scalar == Float {
  /// The features of texts, one row each: the mean of the two directions' pooled states. An empty text has a zero row.
  package func features(of sequences: [[Int32]], batchSize: Int = 64) -> Matrix<Float> {
    FloatingPointEnvironment.withDenormalsFlushed {
      FloatSequenceEngine(self, loss: .softmax, trainsEmbedding: false)
        .features(of: sequences, batchSize: batchSize)
    }
  }
}
