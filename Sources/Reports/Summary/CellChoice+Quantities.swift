import CrossModal
import Studies

extension CellChoice {
  /// The choice in short.
  static let settingText = Quantity<CellChoice>(
    "setting text", "Chosen setting",
    "The setting with the least held-out loss, averaged over the folds epoch by epoch, or, where `select-by` says so, the "
      + "best score at its epoch; the number of epochs is where that mean loss is least. Diverged settings never win.",
    isOptional: true, text: { $0.setting })

  /// The simplest setting near the best, in short.
  static let simplestText = Quantity<CellChoice>(
    "simplest text", "Simplest",
    "The setting with the fewest hidden units among those whose loss lies within one standard error of the least: "
      + "the standard deviation over the folds, divided by the root of their number.",
    isOptional: true, text: { $0.simplest })

  /// Whether the choice may be trusted.
  static let steadiness = Quantity<CellChoice>(
    "steady", "Steady",
    SteadyDecrease.definition
      + " Judged by the mean curve of the chosen setting, until the chosen epoch.",
    isOptional: true, flag: { $0.steady })

  /// Whether the chosen map's outputs tell anything.
  private static let health: [Quantity<CellChoice>] = [
    Quantity(
      "explained variance", "R²", "Mean over the final fits, see `results`.", isOptional: true, digits: 3,
      number: { $0.health?.explained }),
    Quantity(
      "floor loss", "Floor", "Loss of the mean of the training targets, mean over the final fits.",
      isOptional: true, digits: 5, number: { $0.health?.floor }),
    Quantity(
      "kept variance", "Kept variance", "Variance of f(X) over that of Y, mean over the final fits.",
      unit: .share, isOptional: true, digits: 3, number: { $0.health?.keptVariance }),
    Quantity(
      "hubness", "Hubness", "Skewness of the k-occurrence of f(X), mean over the final fits.",
      isOptional: true, digits: 2, number: { $0.health?.hubness }),
    Quantity(
      "distinct outputs", "Distinct f(X)", "Different rows of f(X), summed over the final fits.",
      unit: .items, isOptional: true, integer: { $0.health?.distinctOutputs }),
    Quantity(
      "distinct inputs", "Distinct X", "Different rows of X, summed over the final fits.", unit: .items,
      isOptional: true, integer: { $0.health?.distinctInputs }),
    Quantity(
      "collapsed", "Collapsed",
      "Whether the outputs of a final fit are collapsed: then they are no evidence.",
      isOptional: true, flag: { $0.health?.isCollapsed }),
  ]

  /// What `best` tells of a cell.
  package static let quantities: [Quantity<CellChoice>] =
    CellQuantities.of { $0.cell } + [
      CellQuantities.name.of { $0.cell }
    ] + SettingQuantities.of { $0.chosen } + [
      settingText,
      Quantity(
        "loss", "Held-out loss", "Held-out loss at the chosen epoch, mean over the folds; smaller is better.",
        isOptional: true, digits: 5, number: { $0.loss }),
      Quantity(
        "spread", "Spread", "Standard deviation (n − 1) of that loss over the folds.", isOptional: true,
        digits: 5,
        number: { $0.deviation }),
      Quantity(
        "epoch", "Epoch", "The chosen number of epochs: where the mean curve of held-out losses is least.",
        unit: .epochs, isOptional: true, integer: { $0.epoch }),
      Quantity(
        "selected by", "Selected by",
        "What settings are compared by: loss, mean-reciprocal-rank, recall-at-1 or overlap.",
        text: { $0.measure.rawValue }),
      Quantity(
        "score", "Score",
        "That score at the chosen epoch, mean over the folds, larger is better; none for loss.",
        isOptional: true, digits: 4, number: { $0.score }),
    ] + health + SettingQuantities.of(object: "simplest") { $0.cheapest } + [
      simplestText,
      steadiness,
      Quantity(
        "worst rise", "Worst rise", SteadyDecrease.riseDefinition, unit: .relative, isOptional: true,
        number: { $0.worstRise }),
      Quantity(
        "importances", "Importances", "How much each axis of the grid matters.",
        CellImportances.quantities, object: { $0.importances }),
      Quantity(
        "second", "Second best", "The second best setting.", isOptional: true, SecondChoice.quantities,
        object: { $0.second }),
      Quantity(
        "done", "Done", "Search fits of the cell that have a result.", unit: .fits, integer: { $0.done }),
      Quantity(
        "fits", "Fits",
        "Search fits of the cell: settings × folds; of a race, of all rungs that are decided.",
        unit: .fits, integer: { $0.fits }),
      Quantity(
        "rungs", "Rungs", "Of a race, the rungs that are decided: epochs, settings, and how many stopped.",
        texts: { ($0.race?.rungs ?? []).map(\.text) }),
      Quantity(
        "warnings", "Warnings", "What to know before using the choice, in short sentences.",
        texts: { $0.warnings }),
    ]

  /// The fields of the object of a cell.
  package static var fields: [DocumentField] {
    [DocumentField](
      quantities,
      objects: [
        "cell": CellQuantities.object, "setting": SettingQuantities.object,
        "simplest": "The simplest setting, as `setting`.",
      ])
  }

  /// The choices as a JSON document: `{"version": 1, "cells": [{…}, …]}`, one line a cell.
  package static func json(_ choices: [CellChoice]) -> String {
    QuantityTable(quantities, rows: choices).json(named: "cells")
  }
}

extension CellChoice: Encodable {
  /// Encodes the object that ``json(_:)`` writes.
  package func encode(to encoder: any Encoder) throws {
    try QuantityEncoding.encode(self, Self.quantities, to: encoder)
  }
}
