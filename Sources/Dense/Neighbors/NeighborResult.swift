/// Neighbors, and what it took to be certain of them.
public struct NeighborResult: Sendable {
  /// The neighbors.
  public let table: NeighborTable
  /// The products that preselected; never `automatic`.
  public let path: NeighborPath
  /// Rows whose order needed at least one exact distance.
  public let rowsDecidedExactly: Int
  /// Rows searched again in Double, because the products left too many candidates.
  public let rowsSearchedAgain: Int
  /// Exact distances computed for the rows decided exactly.
  public let exactDistances: Int
}

extension NeighborTable {
  /// The tables of consecutive ranges of rows as one table. All must have the same `k` and treat self alike.
  public init(joining parts: [NeighborTable]) {
    precondition(!parts.isEmpty, "no tables to join")
    precondition(
      parts.allSatisfy { $0.k == parts[0].k && $0.includesSelf == parts[0].includesSelf },
      "tables with \(Set(parts.map(\.k))) neighbors, self \(Set(parts.map(\.includesSelf)))")
    self.init(
      items: parts.reduce(0) { $0 + $1.items }, k: parts[0].k, includesSelf: parts[0].includesSelf,
      indices: parts.flatMap(\.indices))
  }
}
