import CrossModal
import Studies

/// How much each axis of a cell's grid matters for what its settings are compared by: for all settings, and for being among
/// the best tenth. Where the question has no exact answer, there is a reason instead.
package struct CellImportances: Equatable, Sendable {
  /// One axis with more than one value.
  package struct Axis: Equatable, Sendable {
    /// Its name in the configuration, such as `learning-rate`.
    package let name: String
    /// The share of the variance that it explains alone.
    package let variance: Double
    /// Its share in what tells the best tenth from all settings; nil where there is no such thing.
    package let topVariance: Double?
  }

  /// Two axes together.
  package struct Interaction: Equatable, Sendable {
    /// Their names.
    package let axes: [String]
    /// The share of the variance beyond what each of them explains alone.
    package let variance: Double
  }

  /// The axes, in the order of the grid.
  package private(set) var axes: [Axis] = []
  /// Each two axes, in that order.
  package private(set) var interactions: [Interaction] = []
  /// The share of three and more axes together.
  package private(set) var higher: Double?
  /// Number of settings in the best tenth.
  package private(set) var topSettings: Int?
  /// Why there are no shares.
  package private(set) var reason: String?

  /// The importances in a cell by its ranking, final only when its search is complete.
  init(_ entry: StudyPlan.Entry, _ ranking: [SettingSelection.Score], search: SearchMethod.Kind, done: Int) {
    do throws(Reason) {
      try Self.check(entry, ranking, search: search, done: done)
      let quantities = SettingQuantities.all
      let spanned: (grid: FactorialGrid, kept: [Int])
      do {
        spanned = try FactorialGrid.spanned(
          by: quantities.map { axis in entry.settings.map { axis.value($0).shown(digits: nil) } })
      } catch {
        throw Reason(text: error == .oneSetting ? Self.oneSetting : "the settings are no full grid")
      }
      var values = Array(repeating: 0.0, count: entry.settings.count)
      for score in ranking { values[score.setting] = score.score.map { -$0 } ?? score.loss }
      guard let shares = VarianceShares(values, on: spanned.grid) else {
        throw Reason(text: "all settings came to the same \(entry.measure.title)")
      }
      let top = TopShares(values, on: spanned.grid)
      let names = spanned.kept.map { quantities[$0].name.hyphenated }
      axes = names.indices.map {
        Axis(name: names[$0], variance: shares.axes[$0], topVariance: top?.axes[$0])
      }
      interactions = shares.interactions.map {
        Interaction(axes: [names[$0.first], names[$0.second]], variance: $0.share)
      }
      (higher, topSettings) = (shares.higher, top?.count)
    } catch {
      reason = error.text
    }
  }

  private struct Reason: Error {
    let text: String
  }

  private static let oneSetting = "the cell has one setting"

  private static func check(
    _ entry: StudyPlan.Entry, _ ranking: [SettingSelection.Score], search: SearchMethod.Kind, done: Int
  ) throws(Reason) {
    let count = entry.settings.count
    guard count > 1 else { throw Reason(text: oneSetting) }
    switch search {
    case .grid: break
    case .racing: throw Reason(text: "a race stops its settings after different epochs")
    case .random: throw Reason(text: "a random search tries no full grid")
    }
    guard done == entry.fits else { throw Reason(text: "the search of this cell is not complete") }
    guard ranking.count == count else {
      throw Reason(text: "\(count - ranking.count) of \(count) settings diverged or failed")
    }
  }
}

extension CellImportances {
  private static let axisQuantities: [Quantity<Axis>] = [
    Quantity(
      "axis", "Axis", "The axis, as in the configuration, such as learning-rate or margin.", text: { $0.name }
    ),
    Quantity("variance", "Variance", varianceDefinition, unit: .share, number: { $0.variance }),
    Quantity(
      "top variance", "Best tenth", topDefinition, unit: .share, isOptional: true,
      number: { $0.topVariance }),
  ]

  private static let interactionQuantities: [Quantity<Interaction>] = [
    Quantity("axes", "Axes", "The two axes.", texts: { $0.axes }),
    Quantity(
      "variance", "Variance",
      "Share of the variance that the two explain together beyond what each explains alone.", unit: .share,
      number: { $0.variance }),
  ]

  /// What a share of the variance is.
  static let varianceDefinition =
    "Share of the variance, over all settings of the cell, of what settings are compared by (at each setting's epoch, mean "
    + "over the folds) that the axis explains alone: the exact functional analysis of variance of the full grid. With the "
    + "interactions and higher they sum to 1. An axis of one value is no axis."

  /// What a share in the best tenth is.
  static let topDefinition =
    "How far the axis' values among the best tenth of the settings (at least two, with ties) are distributed otherwise than "
    + "among all: Pearson divergence of the frequencies, as share of the sum over the axes. PED-ANOVA's question, without "
    + "its kernel estimate of densities, since values of a grid are few. A handful of settings says little. Left out with "
    + "fewer than three settings, or where no axis tells the best tenth from the rest."

  /// What the object `importances` of a document holds.
  static let quantities: [Quantity<CellImportances>] = [
    Quantity(
      "axes", "Axes", "The axes of more than one value.", axisQuantities, objects: { $0.axes }),
    Quantity(
      "interactions", "Interactions", "Each two axes together.", interactionQuantities,
      objects: { $0.interactions }),
    Quantity(
      "higher", "Higher", "Share of the variance of three and more axes together.", unit: .share,
      isOptional: true, number: { $0.higher }),
    Quantity(
      "top settings", "Best tenth", "Settings in the best tenth.", unit: .settings, isOptional: true,
      integer: { $0.topSettings }),
    Quantity(
      "reason", "Reason",
      "Why there are no shares: one setting, a search that is not complete or no full grid, settings that diverged.",
      isOptional: true, text: { $0.reason }),
  ]
}
