import Layers

/// How a text encoder is trained.
package struct TextEncoderOptions: Hashable, Sendable {
  /// What is minimized.
  package var loss: ClassificationLoss
  /// Adam's learning rate; beta 0.9 and 0.999, epsilon 1e-8.
  package var learningRate: Double
  /// Texts of a batch.
  package var batchSize: Int
  /// At most that many passes over the training rows.
  package var epochs: Int
  /// Training ends when the held-out loss has not fallen for that many epochs.
  package var patience: Int
  /// Whether the embedding is trained or stays as it is.
  package var trainsEmbedding: Bool
  /// Probability of leaving a word of a training text out, anew in every epoch; in [0, 1).
  package var wordDropout: Double

  /// Options; the defaults are those of the command line.
  package init(
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
