import Layers

/// How a fit is trained, beside its data and its first weights.
public struct TrainingOptions: Hashable, Sendable {
  /// What is minimized.
  public var loss: Loss
  /// The update rule.
  public var optimizer: Optimizer
  /// Learning rate, > 0.
  public var learningRate: Double
  /// Probability of dropping a hidden activation, in [0, 1); kept ones are scaled by 1/(1 − p).
  public var dropout: Double { didSet { check() } }
  /// Rows of a batch; the last batch of an epoch may be shorter.
  public var batchSize: Int { didSet { check() } }
  /// Number of passes over the training rows.
  public var epochs: Int { didSet { check() } }

  /// Training options; the defaults are the paper's.
  public init(
    loss: Loss = .meanSquaredError, optimizer: Optimizer = .paper, learningRate: Double = 0.001,
    dropout: Double = 0,
    batchSize: Int = 64, epochs: Int = 100
  ) {
    self.loss = loss
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.dropout = dropout
    self.batchSize = batchSize
    self.epochs = epochs
    check()
  }

  private func check() {
    precondition(batchSize > 0 && epochs >= 0, "batches of \(batchSize) rows, \(epochs) epochs")
    precondition(dropout >= 0 && dropout < 1, "dropout \(dropout)")
  }
}
