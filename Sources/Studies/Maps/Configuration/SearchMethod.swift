import CrossModal
import Settings

/// How the settings of a cell are tried.
package struct SearchMethod: Hashable, Sendable {
  /// The methods by name.
  package enum Kind: String, CaseIterable, Sendable {
    /// Every combination of the grid, each trained for all epochs.
    case grid
    /// Every combination of the grid starts; only the better ones go on, rung by rung.
    case racing
    /// Settings drawn at random.
    case random
  }

  /// The method.
  package var kind = Kind.grid
  /// Epochs of a race's first rung; nil for an eighth of all.
  package var firstEpochs: Int?
  /// By how much the epochs of a race grow from rung to rung, and of how many settings one goes on.
  package var factor = 2
  /// Settings that a random search draws for a cell.
  package var trials = 50
  /// Ranges from which a random search draws; what has none is drawn from the grid's list.
  package var ranges = SearchRanges()

  /// The grid.
  package init() {}

  /// Epochs of a race's first rung where settings train for so many at most.
  func firstRung(of maxEpochs: Int) -> Int { firstEpochs ?? Race.usualFirstEpochs(maxEpochs: maxEpochs) }

  /// The ranges from which values are drawn: none but in a random search.
  package var drawnRanges: SearchRanges { kind == .random ? ranges : SearchRanges() }
}

extension SearchMethod {
  /// The declarations of `search`. What only another kind has is neither written nor compared.
  static let format = SettingFormat.section(keys, from: SearchMethod(), isBlock: false) {
    search, mapping throws(ConfigurationError) in
    for (key, kind) in owners where search.kind != kind {
      guard let node = mapping[key] else { continue }
      throw ConfigurationError(
        node.place,
        "\(mapping.path(key)): found with kind: \(search.kind.rawValue); allowed: only with kind: \(kind.rawValue)"
      )
    }
  }

  private static let owners: [(key: String, kind: Kind)] = [
    ("first-epochs", .racing), ("factor", .racing), ("trials", .random), ("ranges", .random),
  ]

  private static let keys: [SettingKey<SearchMethod>] = [
    SettingKey(
      "kind", \.kind, .word,
      effect: .anotherStudy(because: "other settings would be trained, or for other epochs"),
      "How settings are tried: every one of the grid, a race in which only the better ones go on, or settings drawn at "
        + "random"),
    SettingKey(
      "first-epochs", get: { $0.kind == .racing ? $0.firstEpochs : nil }, set: { $0.firstEpochs = $1 },
      .integer(in: 1...100_000),
      effect: .anotherStudy(because: "settings would be compared after other epochs"),
      default: "an eighth of `training.max-epochs`, rounded up",
      "Epochs of a race's first rung"),
    SettingKey(
      "factor", get: { $0.kind == .racing ? $0.factor : nil }, set: { $0.factor = $1 }, .integer(in: 2...100),
      effect: .anotherStudy(because: "settings would be compared after other epochs"), default: "2",
      "By how much a race's epochs grow from rung to rung. Of so many settings the one with the best forecast goes on, and of "
        + "one more the one that is best so far"),
    SettingKey(
      "trials", get: { $0.kind == .random ? $0.trials : nil }, set: { $0.trials = $1 },
      .integer(in: 1...1_000_000), effect: .growth, default: "50",
      "Settings that a random search draws for each cell; one that is drawn again counts once"),
    SettingKey(
      "ranges", get: { $0.drawnRanges.isEmpty ? nil : $0.ranges }, set: { $0.ranges = $1 },
      SearchRanges.format, effect: nil, default: "{}",
      "Ranges from which a random search draws, for axes that a model or loss has; all others are drawn from the lists of the "
        + "grid and of the losses"),
  ]
}
