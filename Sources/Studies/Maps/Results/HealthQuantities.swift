import CrossModal

/// Whether the outputs of a map can tell anything, as columns.
package enum HealthQuantities {
  /// All of them.
  package static let all: [Quantity<MapHealth>] = [
    Quantity(
      "explained variance", "R²",
      "1 − Σ‖f(x) − y‖² / Σ‖y − ȳ‖² over the rows held out, ȳ their mean: 1 is perfect, 0 as good as that mean. Losses that "
        + "do not see lengths leave it anywhere.", isOptional: true, digits: 3, number: { $0.explained }),
    Quantity(
      "floor loss", "Floor",
      "The loss of the mean of the training targets, given for every x: what a map must stay below.",
      isOptional: true, digits: 5, number: { $0.floor }),
    Quantity(
      "distinct outputs", "Distinct f(X)", "Number of different rows of f(X) among the rows held out.",
      unit: .items, integer: { $0.distinctOutputs }),
    Quantity(
      "distinct inputs", "Distinct X", "Number of different rows of X among the rows held out.", unit: .items,
      integer: { $0.distinctInputs }),
    Quantity(
      "kept variance", "Kept variance", "Variance of f(X) over that of Y, each summed over the columns.",
      unit: .share, isOptional: true, digits: 3, number: { $0.keptVariance }),
    Quantity(
      "hubness", "Hubness",
      "Skewness of how often a row of f(X) is among the \(MapHealth.neighbors) nearest of others, by cosine: far above 0 where "
        + "a few rows are neighbors of very many.", isOptional: true, digits: 2, number: { $0.hubness }),
    Quantity(
      "collapsed", "Collapsed",
      "Whether less than 95 % of the different inputs have different outputs, or nothing is left of the spread of the targets: "
        + "then the neighborhoods of f(X) are no evidence.", flag: { $0.isCollapsed }),
  ]
}
