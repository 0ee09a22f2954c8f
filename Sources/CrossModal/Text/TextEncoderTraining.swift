import Dense

/// How a text encoder is trained.
public struct TextEncoderOptions: Hashable, Sendable {
  /// What is minimized.
  public var loss: ClassificationLoss
  /// Adam's learning rate; beta 0.9 and 0.999, epsilon 1e-8.
  public var learningRate: Double
  /// Texts of a batch.
  public var batchSize: Int
  /// At most that many passes over the training rows.
  public var epochs: Int
  /// Training ends when the held-out loss has not fallen for that many epochs.
  public var patience: Int
  /// Whether the embedding is trained or stays as it is.
  public var trainsEmbedding: Bool
  /// Probability of leaving a word of a training text out, anew in every epoch; in [0, 1).
  public var wordDropout: Double

  /// Options; the defaults are those of the command line.
  public init(
    loss: ClassificationLoss = .softmax, learningRate: Double = 0.001, batchSize: Int = 64, epochs: Int = 30,
    patience: Int = 3, trainsEmbedding: Bool = true, wordDropout: Double = 0
  ) {
    precondition(
      batchSize > 0 && epochs >= 0 && patience > 0 && wordDropout >= 0 && wordDropout < 1,
      "batches of \(batchSize), \(epochs) epochs, patience \(patience), word dropout \(wordDropout)")
    (self.loss, self.learningRate, self.batchSize, self.epochs) = (loss, learningRate, batchSize, epochs)
    (self.patience, self.trainsEmbedding, self.wordDropout) = (patience, trainsEmbedding, wordDropout)
  }
}

/// What training an encoder went through.
public struct TextEncoderHistory: Equatable, Sendable {
  /// Mean loss of the batches of each epoch, before their updates.
  public var training: [Double] = []
  /// Mean loss of the held-out rows after each epoch; empty without such rows.
  public var heldOut: [Double] = []
  /// The epoch, from 1, whose weights were kept: that of the least held-out loss, else the last. 0: none was finished.
  public var best = 0
  /// The epoch in which a loss was not finite; nil if all were.
  public var divergedIn: Int?
}

/// One fit of a text encoder on the labels of some rows, with early stopping on others.
///
/// Deterministic: the same weights, texts, rows, options and key give the same bits with the same BLAS kernel. Rows are
/// reshuffled every epoch; a last short batch is used.
public struct TextEncoderTraining<Scalar: RecurrentScalar> {
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
  public init(
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

  /// Trains, and returns the weights of the best epoch.
  /// - Parameter onEpoch: called after each epoch with the history so far; returning false ends the fit there.
  public func run(
    _ weights: TextEncoderWeights<Scalar>, onEpoch: (TextEncoderHistory) -> Bool = { _ in true }
  ) -> (weights: TextEncoderWeights<Scalar>, history: TextEncoderHistory) {
    FloatingPointEnvironment.withDenormalsFlushed { train(weights, onEpoch) }
  }

  private func train(
    _ weights: TextEncoderWeights<Scalar>, _ onEpoch: (TextEncoderHistory) -> Bool
  ) -> (weights: TextEncoderWeights<Scalar>, history: TextEncoderHistory) {
    let engine = TextEncoderEngine(weights, loss: options.loss, trainsEmbedding: options.trainsEmbedding)
    var history = TextEncoderHistory()
    var best = weights
    var least = Double.infinity
    var update = 0
    for epoch in 0..<options.epochs {
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
      guard onEpoch(history), epoch + 1 - history.best < options.patience else { break }
    }
    return (best, history)
  }

  private func trainEpoch(_ engine: TextEncoderEngine<Scalar>, epoch: Int, update: inout Int) -> Double {
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
        .adam(rate: options.learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, step: update))
    }
    return sum / Double(max(1, order.count))
  }

  private func heldOutLoss(_ engine: TextEncoderEngine<Scalar>) -> Double? {
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

extension TextEncoderWeights {
  /// The features of texts, one row each: the mean of the two directions' pooled states. An empty text has a zero row.
  public func features(of sequences: [[Int32]], batchSize: Int = 64) -> Matrix<Scalar> {
    FloatingPointEnvironment.withDenormalsFlushed { computeFeatures(of: sequences, batchSize: batchSize) }
  }

  private func computeFeatures(of sequences: [[Int32]], batchSize: Int) -> Matrix<Scalar> {
    let engine = TextEncoderEngine(self, loss: .softmax, trainsEmbedding: false)
    var result = Matrix<Scalar>(rows: sequences.count, columns: shape.units)
    result.withMutableElements { elements in
      guard let base = elements.baseAddress else { return }
      for first in stride(from: 0, to: sequences.count, by: batchSize) {
        let batch = Array(sequences[first..<min(first + batchSize, sequences.count)])
        (base + first * shape.units).update(from: engine.features(batch), count: batch.count * shape.units)
      }
    }
    return result
  }
}
