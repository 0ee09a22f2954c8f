/// The dimensions and rules that an engine needs.
package struct NetworkPlan {
  /// Dimension of the input, of every hidden layer, and of the output.
  package var widths: [Int]
  /// Activation of the hidden layers; the output layer is linear.
  package var activation: Activation
  /// What is minimized.
  package var loss = Loss.meanSquaredError
  /// Whether two items of the data have a label in common; nil without labels. Losses that compare items take such pairs for
  /// no negatives.
  package var sharesLabel: ((Int, Int) -> Bool)?
  /// The largest batch.
  package var batchSize = LayerPanel.width
  /// Rows of a batch in which a loss is evaluated, at most ``batchSize``; nil for that.
  package var evaluationBatchSize: Int?
  /// Probability of dropping a hidden activation.
  package var dropout = 0.0
  /// The update rule.
  package var optimizer = Optimizer.descent
  /// Learning rate, before its schedule.
  package var learningRate = 0.0
  /// How the learning rate changes.
  package var schedule = LearningRateSchedule.constant
  /// All updates of the fit; see ``LearningRateSchedule``.
  package var updates = 0
  /// Updates of an epoch; see ``LearningRateSchedule``.
  package var updatesPerEpoch = 1
  /// λ of the term that keeps the neighborhoods of the inputs; see ``StructureTerm``. Training alone has it.
  package var structureWeight = 0.0
  /// λ of the decoupled weight decay; see ``OptimizerStep``.
  package var weightDecay = 0.0

  /// Whether the engine trains: one that only applies a network keeps neither gradients nor the optimizer's averages.
  package var learns = true

  /// A plan to apply a network; set the rest to train it.
  package init(widths: [Int], activation: Activation) {
    precondition(
      widths.count >= 2 && widths.allSatisfy { $0 > 0 },
      "a network \(widths.map(String.init).joined(separator: "→"))")
    (self.widths, self.activation) = (widths, activation)
  }

  /// The optimizer's step of update number `number`, from 1.
  func optimizerStep(_ number: Int) -> OptimizerStep {
    OptimizerStep(
      optimizer,
      learningRate: schedule.rate(
        learningRate, update: number - 1, of: updates, updatesPerEpoch: updatesPerEpoch),
      weightDecay: weightDecay, number: number)
  }
}
