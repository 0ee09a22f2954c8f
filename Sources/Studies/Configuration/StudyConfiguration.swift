import CrossModal
import Dense

/// Everything that a person decides about a study, with all defaults filled in.
///
/// Read from YAML by ``load(path:overrides:currentDirectory:)``, written back in full by ``resolvedYAML``. What decides
/// results is summed up in ``identity``.
package struct StudyConfiguration: Hashable, Sendable {
  /// The version of the format, 1.
  package static let version = 1

  /// Name of the study, for titles and directories; printable text of at most 200 characters.
  package var name: String
  /// Seed of every random stream.
  package var seed: UInt64
  /// The data.
  package var dataset: DatasetConfiguration
  /// How settings are chosen and measured.
  package var evaluation: EvaluationProtocol
  /// Directions to map; at least one, all different.
  package var directions: [Direction]
  /// Model families; at least one, all different.
  package var models: [ModelFamily]
  /// Losses; at least one, with different names.
  package var losses: [LossAxis]
  /// The axes of the search beside the margin.
  package var grid: Grid
  /// How a fit trains.
  package var training: TrainingConfiguration
  /// What is measured.
  package var measures: MeasuresConfiguration
  /// How it is given to a cluster; nil where nothing is said of one.
  package var cluster: ClusterConfiguration?
  /// Where the configuration came from; takes no part in equality.
  package var origin: ConfigurationOrigin

  /// A configuration with the paper's values where none are given. Without `evaluation`: holdout of 5 folds and 5 runs
  /// for split data, else cross-validation of 5 folds.
  package init(
    name: String, seed: UInt64 = 1, dataset: DatasetConfiguration, evaluation: EvaluationProtocol? = nil,
    directions: [Direction] = [.firstToSecond, .secondToFirst],
    models: [ModelFamily] = [.lin, .nn, .nn3, .nn5],
    losses: [LossAxis] = [.meanSquaredError, .cosine(.sum), .paperMaxMargin], grid: Grid = .paper,
    training: TrainingConfiguration = .init(), measures: MeasuresConfiguration = .init(),
    cluster: ClusterConfiguration? = nil, origin: ConfigurationOrigin = .init()
  ) {
    self.name = name
    self.seed = seed
    self.dataset = dataset
    self.evaluation = evaluation ?? .standard(split: dataset.isSplit)
    self.directions = directions
    self.models = models
    self.losses = losses
    self.grid = grid
    self.training = training
    self.measures = measures
    self.cluster = cluster
    self.origin = origin
  }
}

extension EvaluationProtocol {
  /// The paper's protocol for data with or without test rows.
  static func standard(split: Bool) -> EvaluationProtocol {
    split ? .holdout(folds: 5, runs: 5) : .crossValidation(folds: 5)
  }
}

extension Grid {
  /// The paper's grid without dropout, which did not help there: learning rates 0.01, 0.001, 0.0001, widths 64 to 1024.
  package static let paper = Grid(
    learningRates: [0.01, 0.001, 0.0001], hiddenUnits: [64, 128, 256, 512, 1024], dropouts: [0],
    activations: [.relu])
}

/// How a fit trains, beside its setting.
package struct TrainingConfiguration: Hashable, Sendable {
  /// The update rule.
  package var optimizer: Optimizer
  /// Rows of a mini-batch, 1…4096.
  package var batchSize: Int
  /// Epochs of a search fit, 1…100000; the best one is chosen afterwards.
  package var maxEpochs: Int

  /// Training as in the paper where nothing is given.
  package init(optimizer: Optimizer = .paper, batchSize: Int = 64, maxEpochs: Int = 100) {
    (self.optimizer, self.batchSize, self.maxEpochs) = (optimizer, batchSize, maxEpochs)
  }
}

/// What is measured on the rows held out.
package struct MeasuresConfiguration: Hashable, Sendable {
  /// Number of nearest neighbors.
  package var k: Int
  /// Whether an item counts as its own neighbor.
  package var includeSelf: Bool
  /// Metrics of the neighbor search; the first is the headline.
  package var metrics: [Metric]

  /// Measures as in the paper where nothing is given.
  package init(k: Int = 10, includeSelf: Bool = true, metrics: [Metric] = [.cosine, .euclidean]) {
    (self.k, self.includeSelf, self.metrics) = (k, includeSelf, metrics)
  }
}

/// Where a configuration came from. All values are equal: a configuration is the same wherever it was written.
package struct ConfigurationOrigin: Hashable, Sendable {
  /// The file as it was given, nil for a value made in code.
  package var file: String?
  /// The overrides as they were given, in their order.
  package var overrides: [String]

  /// An origin.
  package init(file: String? = nil, overrides: [String] = []) {
    (self.file, self.overrides) = (file, overrides)
  }

  /// Always true.
  package static func == (left: ConfigurationOrigin, right: ConfigurationOrigin) -> Bool { true }

  /// Hashes nothing.
  package func hash(into hasher: inout Hasher) {}
}
