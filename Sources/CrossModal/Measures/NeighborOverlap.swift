import Dense

/// Mean nearest-neighbor overlap: how much of each item's neighborhood two row-aligned sets share.
///
///     mNNO_K(V, Z) = 1/(K N) · Σᵢ |NN_K^V(i) ∩ NN_K^Z(i)|,  range 0…1
///
/// Collell and Moens 2018. The paper counts the item as its own neighbor; without it the measure is today's "mutual
/// k-NN". For unrelated sets the expected value is (1 + (K−1)²/(N−1)) / K with self and K/(N−1) without.
public struct NeighborOverlap: Equatable, Sendable {
  /// Number of neighbors.
  public let k: Int
  /// Number of items.
  public let items: Int
  /// Whether an item counts as its own neighbor.
  public let includesSelf: Bool
  /// Shared neighbors of each item, 0…K.
  public let shared: [Int]

  /// Compares two neighbor tables of the same items, K and treatment of self. The lists may be those of a part of the
  /// items.
  public init(_ first: NeighborTable, _ second: NeighborTable) {
    precondition(
      first.items == second.items && first.k == second.k && first.includesSelf == second.includesSelf,
      "overlap of tables \(first.items)×\(first.k) and \(second.items)×\(second.k)")
    (k, items, includesSelf) = (first.k, first.items, first.includesSelf)
    var marks = [Int32](repeating: -1, count: Self.indexBound(first, second))
    shared = (0..<first.items).map { item in
      for neighbor in first[item] { marks[Int(neighbor)] = Int32(item) }
      return second[item].reduce(0) { $0 + (marks[Int($1)] == Int32(item) ? 1 : 0) }
    }
  }

  // One more than the largest index in the lists: a part of the items has neighbors among all of them.
  static func indexBound(_ first: NeighborTable, _ second: NeighborTable) -> Int {
    Int(max(first.indices.max() ?? -1, second.indices.max() ?? -1)) + 1
  }

  /// The mean overlap, 0…1; 0 without items.
  public var mean: Double {
    items == 0 ? 0 : Double(shared.reduce(0, +)) / (Double(k) * Double(items))
  }

  /// The expected value for unrelated sets.
  public var chance: Double { Self.chance(k: k, items: items, includesSelf: includesSelf) }

  /// The expected overlap of two unrelated sets of this size.
  public static func chance(k: Int, items: Int, includesSelf: Bool) -> Double {
    chance(k: k, others: Double(items - 1), includesSelf: includesSelf)
  }

  /// The expected overlap of two unrelated sets in which so many others may be in the list of an item. Where the number
  /// differs from item to item, `others` is its harmonic mean.
  public static func chance(k: Int, others: Double, includesSelf: Bool) -> Double {
    let k = Double(k)
    guard others > 0 else { return 1 }
    return includesSelf ? (1 + (k - 1) * (k - 1) / others) / k : k / others
  }
}
