import CrossModal
import Settings

/// Everything that a person decides about a study, with all defaults filled in.
///
/// A key is declared once, in `keys` next to the property that it sets: see ``DeclaredConfiguration``.
package struct StudyConfiguration: DeclaredConfiguration {
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
  /// The axes of the search besides the margin.
  package var grid: Grid
  /// How the settings are tried.
  package var search = SearchMethod()
  /// How a fit trains.
  package var training: TrainingConfiguration
  /// What is measured.
  package var measures: MeasuresConfiguration
  /// What settings are chosen by; nil for what suits the loss, see ``selectionMeasure(of:)``.
  package var selectBy: SelectionMeasure?
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

extension StudyConfiguration {
  /// The most settings that a study may have over all cells.
  static let mostSettings = 10_000_000

  /// The declarations of a configuration of maps.
  package static let format: SettingFormat<StudyConfiguration> = declarations(.usual)

  /// The declarations with the names that the tree gives to its sides.
  package static func format(
    of tree: ConfigurationNode
  ) throws(ConfigurationError) -> SettingFormat<StudyConfiguration> {
    let sides = try SideNames.named(in: tree)
    return sides == .usual ? format : declarations(sides)
  }

  /// The declarations with the names of its sides.
  package var ownFormat: SettingFormat<StudyConfiguration> {
    dataset.sides == .usual ? Self.format : Self.declarations(dataset.sides)
  }

  private static func declarations(_ sides: SideNames) -> SettingFormat<StudyConfiguration> {
    .section(
      keys(sides),
      from: StudyConfiguration(name: "", dataset: .init(name: "", sides: sides, image: [], text: [])),
      isBlock: true
    ) { configuration, mapping throws(ConfigurationError) in try configuration.check(mapping) }
  }

  private static func keys(_ sides: SideNames) -> [SettingKey<StudyConfiguration>] {
    [
      .version,
      .kind("maps", isUsual: true),
      SettingKey(
        "name", \.name, .title, effect: .nothing, isRequired: true,
        "Name of the study, for titles and the default directory"),
      SettingKey(
        "seed", \.seed, .unsigned, effect: .anotherStudy(because: "every random number changes with it"),
        "Seed of every random number"),
      SettingKey(
        "dataset", get: { $0.dataset },
        set: { configuration, dataset in
          configuration.dataset = dataset
          // What the protocol is without a key follows from the data.
          configuration.evaluation = .standard(split: dataset.isSplit)
        }, DatasetConfiguration.format(sides), effect: nil, isRequired: true, "The data"),
      SettingKey(
        "protocol", \.evaluation, EvaluationProtocol.format, effect: nil,
        "How settings are chosen, and on which rows the chosen ones are measured"),
      SettingKey(
        "directions", \.directions, .axis(of: .direction(sides)), effect: .growth, "Directions to map"),
      SettingKey(
        "models", \.models, .axis(of: .word), effect: .growth,
        "Families of maps. \(ModelFamily.definition.dropLast())"),
      SettingKey("losses", \.losses, .losses, effect: .growth, "Losses; each makes its own cells"),
      SettingKey(
        "grid", \.grid, Grid.format, effect: nil, "Axes of the search: every combination is a setting"),
      SettingKey(
        "search", get: { $0.search.kind == .grid ? nil : $0.search }, set: { $0.search = $1 },
        SearchMethod.format, effect: nil, default: "{kind: grid}", "How the settings are tried"),
      SettingKey("training", \.training, TrainingConfiguration.format, effect: nil, "How a fit trains"),
      SettingKey(
        "measures", \.measures, MeasuresConfiguration.format, effect: nil,
        "What is measured on the rows held out"),
      SettingKey(
        "select-by", \.selectBy, .word,
        effect: .anotherStudy(because: "fits of the search have scores of one kind only"),
        default: "loss; mean-reciprocal-rank where settings of one cell minimize different losses",
        "What a setting is chosen by, at the epoch of its least held-out loss: that loss, or how well f(X) finds its targets "
          + "among the rows held out"),
      .cluster(\.cluster),
    ]
  }

  private func check(_ mapping: ConfigurationMapping) throws(ConfigurationError) {
    try evaluation.check(isSplit: dataset.isSplit, mapping)
    let drawn = search.drawnRanges
    if let axis = drawn.firstUnused(columns) {
      let ranges = mapping.entries("search").first { $0.key == "ranges" }?.value
      throw ConfigurationError(
        ranges?.entry(axis)?.keyPlace ?? mapping["search"]?.place ?? mapping.place,
        "search.ranges.\(axis): found a range, but no model or loss of the study has this axis")
    }
    let smallest =
      drawn.batchSize.map { Int($0.low) } ?? grid.batchSizes?.min() ?? training.batchSize
    if let loss = losses.first(where: { $0.name.needsOthers }), smallest == 1 || training.batchSize == 1 {
      throw ConfigurationError(
        (drawn.batchSize == nil ? nil : mapping["search"]?.place) ?? mapping["training"]?.place
          ?? mapping["grid"]?.place ?? mapping.place,
        "batch-size: found 1 with the loss \(loss.name.rawValue), which compares the items of a batch; allowed: 2 and more"
      )
    }
    if search.kind == .racing, training.maxEpochs <= search.firstRung(of: training.maxEpochs) {
      throw ConfigurationError(
        mapping["search"]?.place ?? mapping.place,
        "search: a race with first-epochs \(search.firstRung(of: training.maxEpochs)) and max-epochs \(training.maxEpochs), which is one rung; "
          + "allowed: first-epochs below training.max-epochs")
    }
    let settings = settingsBeforePlanning
    guard settings <= Double(Self.mostSettings) else {
      throw ConfigurationError(
        (search.kind == .random ? mapping["search"]?.place : nil) ?? mapping["grid"]?.place ?? mapping.place,
        "the study has \(DecimalText.text(settings)) settings; allowed: at most \(Self.mostSettings)")
    }
  }

  /// The number of settings over all cells, counted without making them; in floating point, so that it cannot overflow.
  private var settingsBeforePlanning: Double {
    let pairs = Double(dataset.image.count * dataset.text.count * directions.count)
    return columns.reduce(0) { sum, column in
      // A random search has no more settings than trials.
      sum
        + (search.kind == .random
          ? Double(search.trials) : grid.settingCount(for: column.model, losses: column.losses.count))
    } * pairs
  }
}

extension ConfigurationNode {
  fileprivate func entry(_ key: String) -> Entry? {
    if case .mapping(let entries) = content { entries.first { $0.key == key } } else { nil }
  }
}
