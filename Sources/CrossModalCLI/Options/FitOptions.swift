import ArgumentParser
import CrossModal
import Studies

/// How one map is fitted: everything that a study says of a fit, with the same words and defaults.
struct FitOptions: ParsableArguments {
  @Option(help: "\(ModelFamily.definition)") var model = ModelFamily.nn
  @Option(help: "Units of each hidden layer.") var hiddenUnits = 256
  @Option(help: "relu, sigmoid or tanh.") var activation = Activation.relu
  @Option(
    help: """
      mse, cosine, max-margin, info-nce or sigmoid; with options as in a configuration, \
      '{max-margin: {margin: 2.5, negative: hardest}}'.
      """)
  var loss = "mse"
  @Option(help: "Margin of max-margin.") var margin = 1.0
  @Option(help: "Temperature of info-nce.") var temperature = 0.07
  @Option(help: "rmsprop, adam or descent; with options, '{rmsprop: {rho: 0.95, epsilon: 1e-7}}'.")
  var optimizer = "rmsprop"
  @Option(help: "Learning rate.") var learningRate = 0.001
  @Option(help: "constant, cosine or inverse-time.") var schedule = "constant"
  @Option(parsing: .unconditional, help: "Decoupled decay of the weights.") var weightDecay = 0.0
  @Option(parsing: .unconditional, help: "Weight of the term that keeps the geometry of the inputs.")
  var structureWeight = 0.0
  @Option(help: "Probability of dropping a hidden activation.") var dropout = 0.0
  @Option(help: "Passes over the rows.") var epochs = 100
  @Option(help: "Rows of a mini-batch.") var batchSize = 64
  @Option(help: "Epochs without a lower held-out loss before training ends; with --held-out.")
  var patience: Int?
  @Option(
    parsing: .unconditionalSingleValue,
    help: """
      Penalty of ridge, cca and reduced-rank, default 1; given several times, ridge takes the one of least leave-one-out error.
      """)
  var penalty: [Double] = []
  @Flag(help: "With ridge: a penalty for each column of Y.") var penaltyPerTarget = false
  @Option(help: "Rank of cca and reduced-rank; default: the largest possible.") var rank: Int?
  @Option(help: "Steps of X, fitted on the training rows, such as '[standardize, {pca: 64}]'.") var xSteps:
    String?
  @Option(help: "Steps of Y likewise: the map then maps to what they make of it.") var ySteps: String?

  /// The training that the options describe.
  /// - Throws: one line with the option, what was found and what is allowed (64).
  func training() throws -> TrainingOptions {
    try check()
    return TrainingOptions(
      loss: try lossValue(), optimizer: try FitWords.optimizer(optimizer), learningRate: learningRate,
      dropout: dropout, batchSize: batchSize, epochs: epochs, weightDecay: weightDecay,
      schedule: try FitWords.schedule(schedule), structureWeight: structureWeight)
  }

  /// The feature steps of both sides.
  func steps() throws -> (x: [FeatureStep], y: [FeatureStep]) {
    (
      try xSteps.map { try FitWords.steps($0, option: "x-steps") } ?? [],
      try ySteps.map { try FitWords.steps($0, option: "y-steps") } ?? []
    )
  }

  private func lossValue() throws -> Loss {
    switch loss {
    case "max-margin": .maxMargin(.init(margin: margin))
    case "info-nce": try FitWords.loss("{info-nce: {temperature: \(temperature)}}")
    default: try FitWords.loss(loss)
    }
  }

  private func check() throws {
    if margin != 1, loss != "max-margin" {
      throw CommandFailure.usage(
        "--margin: allowed with --loss max-margin, or inside its options, '{max-margin: {margin: \(margin)}}'"
      )
    }
    func check(_ name: String, _ value: Any, _ allowed: String, _ holds: Bool) throws {
      if !holds { throw CommandFailure.usage("--\(name) \(value): must be \(allowed)") }
    }
    try check("hidden-units", hiddenUnits, "from 1 to 65536", (1...65536).contains(hiddenUnits))
    try check("margin", margin, "above 0", margin > 0 && margin.isFinite)
    try check("temperature", temperature, "above 0", temperature > 0 && temperature.isFinite)
    try check("dropout", dropout, "at least 0 and below 1", dropout >= 0 && dropout < 1)
    try check("learning-rate", learningRate, "above 0", learningRate > 0 && learningRate.isFinite)
    try check("epochs", epochs, "from 1 to 1000000", (1...1_000_000).contains(epochs))
    try check("batch-size", batchSize, "from 1 to 4096", (1...4096).contains(batchSize))
    if batchSize == 1, let name = LossName(try lossValue()), name.needsOthers {
      throw CommandFailure.usage(
        "--batch-size 1: \(name.rawValue) compares the items of a batch; must be from 2 to 4096")
    }
    try check("activation", activation.rawValue, "relu, sigmoid or tanh", activation != .linear)
    try check("weight-decay", weightDecay, "at least 0", weightDecay >= 0 && weightDecay.isFinite)
    try check(
      "structure-weight", structureWeight, "at least 0",
      structureWeight >= 0 && structureWeight.isFinite)
    if let patience { try check("patience", patience, "from 1 to 100000", (1...100_000).contains(patience)) }
    for penalty in penalty {
      try check("penalty", penalty, "at least 0", penalty >= 0 && penalty.isFinite)
    }
    if let rank { try check("rank", rank, "from 1 to 65536", (1...65536).contains(rank)) }
    if !model.usesPenalty, !penalty.isEmpty {
      throw CommandFailure.usage("--penalty: \(model.rawValue) has none; ridge, cca and reduced-rank have")
    }
    if rank != nil, model != .cca, model != .reducedRank {
      throw CommandFailure.usage("--rank: \(model.rawValue) has none; cca and reduced-rank have")
    }
    if model != .ridge, penaltyPerTarget || penalty.count > 1 {
      throw CommandFailure.usage(
        "\(penaltyPerTarget ? "--penalty-per-target" : "several --penalty"): allowed with --model ridge")
    }
  }
}

extension ModelFamily: ExpressibleByArgument {}
