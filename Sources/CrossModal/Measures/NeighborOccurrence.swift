import Dense

/// How often each item is in the neighbor lists of the others: the k-occurrence, whose skewness measures hubness.
///
///     N_k(x) = |{i ≠ x : x ∈ NN_k(i)}|,  S = 1/n Σ (N_k(x) − k̄)³ / (1/n Σ (N_k(x) − k̄)²)^(3/2)
///
/// Radovanović, Nanopoulos and Ivanović 2010. In high dimensions a few items, the hubs, are neighbors of very many; then
/// S is far above 0. An item's own list does not count. Cost O(n k).
public struct NeighborOccurrence: Equatable, Sendable {
  /// N_k of each item.
  public let counts: [Int]

  /// Counts the lists of a table without self, in which all indices are below `items`, the number of items that can
  /// occur.
  public init(_ table: NeighborTable, items: Int) {
    precondition(!table.includesSelf, "occurrences in a table with self")
    var counts = [Int](repeating: 0, count: items)
    for index in table.indices { counts[Int(index)] += 1 }
    self.counts = counts
  }

  /// The largest count; 0 without items.
  public var maximum: Int { counts.max() ?? 0 }

  /// Items that are nobody's neighbor.
  public var never: Int { counts.count { $0 == 0 } }

  /// S; nil if all items occur equally often.
  public var skewness: Double? {
    let n = Double(counts.count)
    let mean = Double(counts.reduce(0, +)) / n
    var (second, third) = (0.0, 0.0)
    for count in counts {
      let difference = Double(count) - mean
      second += difference * difference
      third += difference * difference * difference
    }
    guard second > 0 else { return nil }
    return third / n / ((second / n) * (second / n).squareRoot())
  }
}
