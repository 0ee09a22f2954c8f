extension NeighborTable {
  /// Items of the largest group among some items; 0 without items.
  package static func largestGroup(_ groups: [Int]) -> Int {
    groups.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }.values.max() ?? 0
  }

  /// How many items outside its group may be in an item's list: the harmonic mean over the items, by which the overlap of
  /// unrelated sets follows. There must be two groups.
  package static func othersOutside(_ groups: [Int]) -> Double {
    let sizes = groups.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
    return Double(groups.count)
      / groups.reduce(0) { $0 + 1 / Double(groups.count - (sizes[$1] ?? 1)) }
  }

  /// The `k` nearest of each item without the other items of its group; the item itself stays where it is.
  ///
  /// Equal to a search that never saw the others: leaving some out keeps the order of the rest. The lists must be longer
  /// than `k` by at least the size of the largest group less 1, or hold all items.
  ///
  /// - Parameters:
  ///   - k: neighbors to keep, at least 1.
  ///   - groups: the group of each item, one for each list.
  public func withoutGroupMembers(_ k: Int, groups: [Int]) -> NeighborTable {
    precondition(groups.count == items, "\(groups.count) groups for \(items) lists")
    var kept: [Int32] = []
    kept.reserveCapacity(items * k)
    for item in 0..<items {
      let before = kept.count
      for neighbor in self[item] where kept.count < before + k {
        if Int(neighbor) == item || groups[Int(neighbor)] != groups[item] { kept.append(neighbor) }
      }
      precondition(
        kept.count == before + k, "\(kept.count - before) of \(k) neighbors outside the group of item \(item)"
      )
    }
    return NeighborTable(items: items, k: k, includesSelf: includesSelf, indices: kept)
  }
}

extension NeighborSearch {
  /// The nearest `k` of each item outside its own group, as ``NeighborTable/withoutGroupMembers(_:groups:)`` says; without
  /// groups those of all items.
  package func neighbors(of items: MatrixView<Float>, groups: [Int]?) -> NeighborTable {
    guard let groups else { return neighbors(of: items) }
    var wider = self
    wider.k = min(k + NeighborTable.largestGroup(groups) - 1, items.rows - (includesSelf ? 0 : 1))
    return wider.neighbors(of: items).withoutGroupMembers(k, groups: groups)
  }
}
