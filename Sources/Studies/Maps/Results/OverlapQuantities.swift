import CrossModal

/// What is measured of the neighborhoods of X, Y and f(X), once for each metric and treatment of the item itself.
///
/// A measure that is added here appears in `results`, in the index and in `docs/RESULTS.md`.
package enum OverlapQuantities {
  /// What mNNO(V, Z) is.
  package static let overlap =
    "Mean nearest-neighbor overlap: the share of an item’s K nearest neighbors in V that are also among its K nearest "
    + "neighbors in Z, averaged over the items: 1/(K·N) · Σᵢ |NN(i in V) ∩ NN(i in Z)|. 0: none in common, 1: all. "
    + "Neighbors are exact, an item is the first of its own, other ties go to the lower row, and they are searched only "
    + "among the rows that were not trained on."

  /// What X, Y and f(X) are.
  package static let spaces =
    "Vectors of the input modality, of the target modality, and of the input mapped by the trained f."

  /// The overlap of f(X) with its input.
  package static let input = Quantity<OverlapRecord>(
    "x f", "X,f", "mNNO(X, f(X)): how much f(X) keeps of its input.", unit: .share, digits: 3,
    number: { $0.input })

  /// The overlap of f(X) with its target.
  package static let target = Quantity<OverlapRecord>(
    "y f", "Y,f", "mNNO(Y, f(X)): how much f(X) reaches of its target.", unit: .share, digits: 3,
    number: { $0.target })

  /// The overlap of input and target.
  package static let pair = Quantity<OverlapRecord>(
    "x y", "X,Y", "mNNO(X, Y): what the two share before any mapping.", unit: .share, digits: 3,
    number: { $0.pair })

  /// The level of unrelated spaces.
  package static let chance = Quantity<OverlapRecord>(
    "chance", "Chance",
    "The overlap of unrelated spaces of N items: (1 + (K−1)²/(N−1))/K with the item itself, K/(N−1) without. "
      + "With groups, N−1 is the number of items outside an item’s group, as their harmonic mean.",
    unit: .share, digits: 3, number: { $0.chance })

  /// Metric of the neighbors.
  package static let metric = Quantity<OverlapRecord>(
    "metric", "Metric", "Metric of the neighbors: cosine or euclidean.", text: { $0.metric })

  /// Number of neighbors.
  package static let neighbors = Quantity<OverlapRecord>(
    "k", "K", "Number of neighbors, K.", unit: .neighbors, integer: { $0.k })

  /// Treatment of the item itself.
  package static let includesSelf = Quantity<OverlapRecord>(
    "includes self", "The item itself", "Whether an item counts as its own neighbor, as in the paper.",
    flag: { $0.includesSelf })

  /// Size of the space.
  package static let items = Quantity<OverlapRecord>(
    "items", "Items", "Number of items whose neighbors were searched, N.", unit: .items, integer: { $0.items }
  )

  /// The measures of which `results` has a column for each metric and treatment of the item itself.
  package static let measures: [Quantity<OverlapRecord>] = [input, target, pair]

  /// The further measures, each between the three pairs of spaces.
  package static let further: [Quantity<OverlapRecord>] = NeighborMeasure.all.flatMap { measure in
    let spaces: [(String, String, @Sendable (OverlapRecord.Spaces) -> Double)] = [
      ("x f", "X,f", { (spaces: OverlapRecord.Spaces) in spaces.input }),
      ("y f", "Y,f", { (spaces: OverlapRecord.Spaces) in spaces.target }),
      ("x y", "X,Y", { (spaces: OverlapRecord.Spaces) in spaces.pair }),
    ]
    return spaces.map { (words, title, value) -> Quantity<OverlapRecord> in
      Quantity(
        QuantityName(words).adding(measure.name), "\(title) \(measure.symbol)",
        "\(measure.definition) Between \(title.replacing(",f", with: " and f(X)").replacing(",Y", with: " and Y")).",
        unit: .share, isOptional: true, digits: 3, number: { $0.further?[measure.name].map(value) })
    }
  }

  /// Everything that one measurement has.
  package static let all: [Quantity<OverlapRecord>] =
    [metric, includesSelf, neighbors, items] + measures + [chance] + further
}
