import Dense

/// What computes with one recurrent encoder: features, loss, gradients, updates. One object serves one fit on one thread;
/// its memory grows to that of the largest batch.
package protocol SequenceEngine<Scalar> {
  associatedtype Scalar: MatrixScalar

  /// The numbers as they stand.
  var weights: RecurrentEncoderWeights<Scalar> { get }

  /// The loss of a batch, summed over its items; with `isTraining`, the gradients of its mean too.
  /// - Parameters:
  ///   - sequences: numbers of words below the vocabulary's size.
  ///   - targets: the labels' numbers of each sequence.
  func evaluate(_ sequences: [[Int32]], targets: [[Int]], isTraining: Bool) -> Double

  /// One step of the optimizer with the gradients as they stand.
  func update(_ step: OptimizerStep)

  /// The features of sequences, one row each, computed so many at a time. An empty sequence has a zero row.
  func features(of sequences: [[Int32]], batchSize: Int) -> Matrix<Scalar>
}

/// The engine in Float, compiled here for that scalar, as ``FloatNetworkEngine`` is.
package struct FloatSequenceEngine: SequenceEngine {
  private let engine: RecurrentEncoderEngine<Float>

  /// An engine with these numbers.
  package init(_ weights: RecurrentEncoderWeights<Float>, loss: ClassificationLoss, trainsEmbedding: Bool) {
    engine = RecurrentEncoderEngine(weights, loss: loss, trainsEmbedding: trainsEmbedding)
  }

  package var weights: RecurrentEncoderWeights<Float> { engine.weights }

  package func evaluate(_ sequences: [[Int32]], targets: [[Int]], isTraining: Bool) -> Double {
    engine.evaluate(sequences, targets: targets, isTraining: isTraining)
  }

  package func update(_ step: OptimizerStep) { engine.update(step) }

  package func features(of sequences: [[Int32]], batchSize: Int) -> Matrix<Float> {
    engine.features(of: sequences, batchSize: batchSize)
  }
}
