import CrossModal

/// A measure of how alike the neighborhoods of two spaces are, besides the mean overlap of the paper.
///
/// One declaration is all that a measure needs: final fits have it between X, Y and f(X), and `results`, the index and the
/// reference show it.
package struct NeighborMeasure: Sendable {
  /// Its name as it is in journals and in the names of columns: words in lower case.
  package let name: String
  /// For people, such as J.
  package let symbol: String
  /// What it is: formula, range, and which direction is better.
  package let definition: String
  /// Its value for the neighbors of two spaces.
  package let value: @Sendable (NeighborOverlap) -> Double

  /// All measures besides the overlap.
  package static let all: [NeighborMeasure] = [
    NeighborMeasure(
      name: "jaccard", symbol: "Jaccard",
      definition:
        "Mean Jaccard index of the neighborhoods, |A ∩ B| / |A ∪ B| averaged over the items; 0: none in common, 1: all. "
        + "Never above the overlap.",
      value: { $0.jaccard })
  ]
}
