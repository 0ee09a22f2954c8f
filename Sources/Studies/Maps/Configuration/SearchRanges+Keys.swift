import CrossModal
import Settings

extension SearchRanges {
  /// The declarations of `search.ranges`.
  static let format = SettingFormat.section(keys, from: SearchRanges(), isBlock: false)

  private static let keys: [SettingKey<SearchRanges>] = [
    SettingKey(
      "learning-rate", \.learningRate, .range(of: .positive), effect: .growth, default: list,
      "Learning rates; most often {log: …}"),
    SettingKey(
      "hidden-units", \.hiddenUnits, .wholeRange(in: 1...65536), effect: .growth, default: list,
      "Units of each hidden layer of nn, nn-3 and nn-5"),
    SettingKey(
      "dropout", \.dropout, .range(of: .share), effect: .growth, default: list,
      "Probability of leaving out a hidden unit in training"),
    SettingKey(
      "weight-decay", \.weightDecay, .range(of: .notNegative), effect: .growth, default: list,
      "Decoupled decay of the weights"),
    SettingKey(
      "batch-size", \.batchSize, .wholeRange(in: 1...4096), effect: .growth, default: list,
      "Rows of a mini-batch"),
    SettingKey(
      "structure-weight", \.structureWeight, .range(of: .notNegative), effect: .growth, default: list,
      "Weight of the term that keeps the geometry of the inputs"),
    SettingKey(
      "penalty", \.penalty, .range(of: .notNegative), effect: .growth, default: list,
      "Penalties of ridge, cca and reduced-rank"),
    SettingKey(
      "rank", \.rank, .wholeRange(in: 1...65536), effect: .growth, default: list,
      "Ranks of reduced-rank and cca"),
    SettingKey(
      "margin", \.margin, .range(of: .positive), effect: .growth, default: "the list of the loss",
      "Margins of max-margin"),
    SettingKey(
      "temperature", \.temperature, .range(of: .positive), effect: .growth, default: "the list of the loss",
      "Temperatures of info-nce"),
  ]

  private static let list = "the list of the grid"

  /// The ranges by name, with whether a cell of a family and a loss has the axis.
  private var axes: [(name: String, range: SearchRange?, has: (ModelFamily, LossName) -> Bool)] {
    let trained: (ModelFamily, LossName) -> Bool = { model, _ in model.isTrained }
    let hidden: (ModelFamily, LossName) -> Bool = { model, _ in model.hiddenLayers > 0 }
    return [
      ("learning-rate", learningRate, trained), ("hidden-units", hiddenUnits, hidden),
      ("dropout", dropout, hidden), ("weight-decay", weightDecay, trained),
      ("batch-size", batchSize, trained), ("structure-weight", structureWeight, trained),
      ("penalty", penalty, { model, _ in model.usesPenalty }),
      ("rank", rank, { model, _ in model == .cca || model == .reducedRank }),
      ("margin", margin, { model, loss in model.isTrained && loss == .maxMargin }),
      ("temperature", temperature, { model, loss in model.isTrained && loss == .infoNCE }),
    ]
  }

  /// The range of an axis, named as in configurations; nil where it has none.
  package func range(of axis: String) -> SearchRange? { axes.first { $0.name == axis }?.range }

  /// The first axis with a range that none of these columns has.
  func firstUnused(_ columns: [StudyConfiguration.Column]) -> String? {
    axes.first { axis in
      axis.range != nil && !columns.contains { axis.has($0.model, $0.loss) }
    }?.name
  }
}
