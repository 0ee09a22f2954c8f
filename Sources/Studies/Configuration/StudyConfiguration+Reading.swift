import CrossModal
import Dense
import Settings

extension StudyConfiguration {
  /// The most settings that a study may have over all cells.
  static let mostSettings = 10_000_000

  /// The meaning of a tree; strict.
  package init(_ tree: ConfigurationNode) throws(ConfigurationError) {
    if tree.isNothing {
      throw ConfigurationError(
        tree.place, "is empty; allowed: a configuration with version, name and dataset")
    }
    let top = try ConfigurationMapping(
      tree, name: "",
      allowed: [
        "version", "name", "seed", "dataset", "protocol", "directions", "models", "losses", "grid",
        "training", "measures", "cluster",
      ])
    _ = try top.required("version").integer("version", in: Self.version...Self.version)
    let name = try top.required("name").title("name")
    let seed = try top.value("seed", default: 1) { node, name throws(ConfigurationError) in
      try node.unsigned(name)
    }
    let dataset = try DatasetConfiguration(top.required("dataset"))
    let evaluation = try EvaluationProtocol(top["protocol"], dataset: dataset)
    let directions = try top.value("directions", default: [.firstToSecond, .secondToFirst]) {
      node, name throws(ConfigurationError) in
      try node.axis(name) { one throws(ConfigurationError) in try one.word(name, of: Direction.allCases) }
    }
    let models = try top.value("models", default: [.lin, .nn, .nn3, .nn5]) {
      node, name throws(ConfigurationError) in
      try node.axis(name) { one throws(ConfigurationError) in try one.word(name, of: ModelFamily.allCases) }
    }
    self.init(
      name: name, seed: seed, dataset: dataset, evaluation: evaluation, directions: directions,
      models: models,
      losses: try LossAxis.list(top["losses"]), grid: try Grid(top["grid"]),
      training: try TrainingConfiguration(top["training"]),
      measures: try MeasuresConfiguration(top["measures"]),
      cluster: try top["cluster"].map { node throws(ConfigurationError) in try ClusterConfiguration(node) })
    let settings = settingsBeforePlanning
    guard settings <= Double(Self.mostSettings) else {
      throw ConfigurationError(
        (top["grid"] ?? tree).place,
        "the study has \(DecimalText.text(settings)) settings; allowed: at most \(Self.mostSettings)")
    }
  }

  /// The number of settings over all cells, counted without making them; in floating point, so that it cannot overflow.
  private var settingsBeforePlanning: Double {
    let pairs = Double(dataset.image.count * dataset.text.count * directions.count)
    let rates = Double(grid.learningRates.count)
    let hidden = Double(grid.hiddenUnits.count) * Double(grid.dropouts.count) * Double(grid.activations.count)
    let perLoss = models.reduce(0) { $0 + ($1.hiddenLayers > 0 ? rates * hidden : rates) }
    return losses.reduce(0) { $0 + Double($1.losses.count) * perLoss } * pairs
  }
}

extension EvaluationProtocol {
  /// Reads `protocol`; which kinds are possible follows from the data.
  init(_ node: ConfigurationNode?, dataset: DatasetConfiguration) throws(ConfigurationError) {
    let standard = EvaluationProtocol.standard(split: dataset.isSplit)
    guard let node else {
      self = standard
      return
    }
    let mapping = try ConfigurationMapping(node, name: "protocol", allowed: ["kind", "folds", "runs"])
    let kind = try mapping.value("kind", default: standard.kind) { node, name throws(ConfigurationError) in
      try node.word(name, of: Kind.allCases)
    }
    guard kind == standard.kind else {
      let place = (mapping["kind"] ?? node).place
      throw ConfigurationError(
        place,
        dataset.isSplit
          ? "protocol.kind: found cross-validation with train and test files; allowed: holdout, or one file per feature set"
          : "protocol.kind: found holdout with one file per feature set; allowed: cross-validation, or train and test files"
      )
    }
    let folds = try mapping.value("folds", default: 5) { node, name throws(ConfigurationError) in
      try node.integer(name, in: 2...1000)
    }
    switch kind {
    case .crossValidation:
      if let runs = mapping["runs"] {
        throw ConfigurationError(
          runs.place, "protocol.runs: found in a cross-validation; allowed: runs of a holdout")
      }
      self = .crossValidation(folds: folds)
    case .holdout:
      let runs = try mapping.value("runs", default: 5) { node, name throws(ConfigurationError) in
        try node.integer(name, in: 1...1000)
      }
      self = .holdout(folds: folds, runs: runs)
    }
  }
}
