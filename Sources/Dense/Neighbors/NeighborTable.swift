/// The nearest neighbors of every item of a set: row i lists k indices, nearest first, ties by lower index.
public struct NeighborTable: Equatable, Sendable {
  /// Number of items.
  public let items: Int
  /// Neighbors of each item.
  public let k: Int
  /// Whether an item is in its own list (then before all items at the same distance).
  public let includesSelf: Bool
  /// Indices, k for each item, item after item.
  public let indices: [Int32]

  /// A table from its parts; `indices.count` must be `items * k`.
  public init(items: Int, k: Int, includesSelf: Bool, indices: [Int32]) {
    precondition(
      indices.count == items * k, "\(indices.count) indices for \(items) items with \(k) neighbors")
    (self.items, self.k, self.includesSelf, self.indices) = (items, k, includesSelf, indices)
  }

  /// The neighbors of one item, nearest first.
  public subscript(item: Int) -> ArraySlice<Int32> {
    indices[(item * k)..<((item + 1) * k)]
  }
}
