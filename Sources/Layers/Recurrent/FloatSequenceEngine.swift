import Dense

/// The engine in Float, compiled here for that scalar, as ``FloatNetworkEngine`` is.
package struct FloatSequenceEngine: SequenceEngine {
  private let engine: RecurrentEncoderEngine<Float>

  /// An engine with these numbers.
  package init(_ weights: RecurrentEncoderWeights<Float>, loss: ClassificationLoss, trainsEmbedding: Bool) {
    engine = RecurrentEncoderEngine(weights, loss: loss, trainsEmbedding: trainsEmbedding)
  }

  package var weights: RecurrentEncoderWeights<Float> { engine.weights }

  package var averages: [[Float]] { engine.averages }

  package func setAverages(_ averages: [[Float]]) { engine.setAverages(averages) }

  package func evaluate(_ sequences: [[Int32]], targets: [[Int]], isTraining: Bool) -> Double {
    engine.evaluate(sequences, targets: targets, isTraining: isTraining)
  }

  package func update(_ step: OptimizerStep) { engine.update(step) }

  package func features(of sequences: [[Int32]], batchSize: Int) -> Matrix<Float> {
    engine.features(of: sequences, batchSize: batchSize)
  }
}
