import CrossModal
import Settings

/// How a fit trains, besides its setting.
package struct TrainingConfiguration: Hashable, Sendable {
  /// The update rule.
  package var optimizer: Optimizer
  /// Rows of a mini-batch, 1…4096.
  package var batchSize: Int
  /// Epochs of a search fit, 1…100000; the best one is chosen afterwards.
  package var maxEpochs: Int
  /// How the learning rate changes with the steps.
  package var rateSchedule = LearningRateSchedule.constant
  /// Epochs without a better held-out loss after which a fit of the search stops; nil for never.
  package var patience: Int?

  /// Rows of a mini-batch where nothing is said, as in the paper.
  package static let usualBatchSize = 64

  /// Training as in the paper where nothing is given.
  package init(optimizer: Optimizer = .paper, batchSize: Int = usualBatchSize, maxEpochs: Int = 100) {
    (self.optimizer, self.batchSize, self.maxEpochs) = (optimizer, batchSize, maxEpochs)
  }
}

extension TrainingConfiguration {
  /// The declarations of `training`.
  static let format = SettingFormat.section(keys, from: TrainingConfiguration(), isBlock: true)

  private static let keys: [SettingKey<TrainingConfiguration>] = [
    SettingKey(
      "optimizer", \.optimizer, .optimizer,
      effect: .anotherStudy(because: "every fit would take other steps"), "The update rule"),
    SettingKey(
      "batch-size", \.batchSize, .integer(in: 1...4096),
      effect: .anotherStudy(because: "every fit would take other steps"), "Rows of a mini-batch"),
    SettingKey(
      "max-epochs", \.maxEpochs, .integer(in: 1...100_000),
      effect: .anotherStudy(because: "finished fits have trained for another number of epochs"),
      "Epochs of a fit of the search; the best one is chosen afterwards"),
    SettingKey(
      // Not written where it is the usual one: studies from before it have the same identity.
      "schedule", get: { $0.rateSchedule == .constant ? nil : $0.rateSchedule },
      set: { $0.rateSchedule = $1 }, .word,
      effect: .anotherStudy(because: "every fit would take other steps"), default: "constant",
      "How the learning rate changes over max-epochs: constant, cosine (to 0), inverse-time (rate / (1 + epochs))"
    ),
    SettingKey(
      "patience", \.patience, .integer(in: 1...100_000),
      effect: .anotherStudy(because: "fits of the search would stop at other epochs"),
      "Epochs without a better held-out loss after which a fit of the search stops; a stopped fold keeps its last loss in "
        + "the mean over folds, and final fits train the chosen number of epochs"),
  ]
}
