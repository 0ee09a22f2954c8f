import Layers

/// How a fit is trained, besides its data and its first weights.
public struct TrainingOptions: Hashable, Sendable {
  /// What is minimized.
  public var loss: Loss
  /// The update rule.
  public var optimizer: Optimizer
  /// Learning rate, > 0.
  public var learningRate: Double
  /// How the learning rate changes from update to update.
  public var schedule: LearningRateSchedule
  /// λ ≥ 0 of the decoupled weight decay: with each update, rate · λ · w is taken off every weight w besides the optimizer's
  /// step, with the scheduled rate of that update; biases do not decay. Loshchilov and Hutter 2019.
  public var weightDecay: Double { didSet { check() } }
  /// λ ≥ 0 of the term that keeps the neighborhoods of the inputs: in training,
  /// λ · mean over the pairs i ≠ j of a batch of (cos(f(xᵢ), f(xⱼ)) − cos(xᵢ, xⱼ))² is added to the loss. Held-out losses
  /// are without it, so that weights compare.
  public var structureWeight: Double { didSet { check() } }
  /// Probability of dropping a hidden activation, in [0, 1); kept ones are scaled by 1/(1 − p).
  public var dropout: Double { didSet { check() } }
  /// Rows of a batch; the last batch of an epoch may be shorter.
  public var batchSize: Int { didSet { check() } }
  /// Number of passes over the training rows.
  public var epochs: Int { didSet { check() } }
  /// Rows of a batch in which held-out losses are taken, which losses that compare the items of a batch depend on; nil for
  /// ``batchSize``.
  public var evaluationBatchSize: Int?
  /// The number of epochs over which the schedule runs; nil for ``epochs``. A fit that stops early on purpose names the
  /// epochs of the fit whose path it follows.
  public var scheduledEpochs: Int? { didSet { check() } }

  /// Training options; the defaults are the paper's.
  public init(
    loss: Loss = .meanSquaredError, optimizer: Optimizer = .paper, learningRate: Double = 0.001,
    dropout: Double = 0, batchSize: Int = 64, epochs: Int = 100, weightDecay: Double = 0,
    schedule: LearningRateSchedule = .constant, scheduledEpochs: Int? = nil, structureWeight: Double = 0
  ) {
    self.loss = loss
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.dropout = dropout
    self.batchSize = batchSize
    self.epochs = epochs
    self.weightDecay = weightDecay
    self.schedule = schedule
    self.scheduledEpochs = scheduledEpochs
    self.structureWeight = structureWeight
    check()
  }

  private func check() {
    precondition(batchSize > 0 && epochs >= 0, "batches of \(batchSize) rows, \(epochs) epochs")
    precondition(dropout >= 0 && dropout < 1, "dropout \(dropout)")
    precondition(
      weightDecay >= 0 && weightDecay.isFinite && structureWeight >= 0 && structureWeight.isFinite,
      "weight decay \(weightDecay), structure weight \(structureWeight)")
    precondition(scheduledEpochs ?? 0 >= 0, "a schedule of \(scheduledEpochs ?? 0) epochs")
  }
}
