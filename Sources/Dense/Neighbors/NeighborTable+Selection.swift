extension NeighborTable {
  /// The table with only the `k` nearest of each item: lists are nearest first, ties decided, so a list for a smaller k
  /// is the start of the one for a larger k. `k` must be at most the table's.
  public func nearest(_ k: Int) -> NeighborTable {
    precondition(k >= 1 && k <= self.k, "\(k) of \(self.k) neighbors")
    if k == self.k { return self }
    return NeighborTable(
      items: items, k: k, includesSelf: includesSelf, indices: (0..<items).flatMap { self[$0].prefix(k) })
  }

  /// The k − 1 nearest others of each item, from a table with self and k ≥ 2.
  ///
  /// Equal to a search without self: leaving out one item keeps the order of the others. An item that is not in
  /// its own list, as by inner product, loses the last of them instead. `rows`: the items that the lists belong to;
  /// without it list i is item i's.
  public func excludingSelf(rows: [Int]? = nil) -> NeighborTable {
    precondition(includesSelf && k >= 2, "\(k) neighbors, self \(includesSelf ? "included" : "excluded")")
    precondition(rows.map { $0.count == items } ?? true, "\(rows?.count ?? 0) rows for \(items) lists")
    var others: [Int32] = []
    others.reserveCapacity(items * (k - 1))
    for item in 0..<items {
      let own = Int32(rows?[item] ?? item)
      let list = self[item]
      others += list.filter { $0 != own }.prefix(k - 1)
    }
    return NeighborTable(items: items, k: k - 1, includesSelf: false, indices: others)
  }
}
