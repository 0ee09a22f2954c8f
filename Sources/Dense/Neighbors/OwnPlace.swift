/// The rule for an item's own place in its list: before all items at the same distance.
///
/// Nothing is nearer to a row than the row itself under cosine and Euclidean distance, so there the item comes first, also
/// where a rounding puts a multiple of the row before it, and for zero rows under cosine, which are at distance 1 from
/// everything. By inner product others may be nearer; the item comes after those and before its equals.
enum OwnPlace {
  /// Moves each item to its place in lists that were made without the rule, ties by lower index; where k equals had crowded
  /// it out, the last of them goes. Cost O(n k).
  ///
  /// - Parameters:
  ///   - indices: lists of `k` indices, one after the other.
  ///   - own: the item that each list belongs to.
  ///   - distance: the distance from the item to an item; asked only where others may be nearer than the item.
  static func settle(
    _ indices: inout [Int32], k: Int, own: some Collection<Int>, metric: Metric,
    distance: (_ item: Int, _ other: Int) -> Double
  ) {
    for (list, item) in own.enumerated() {
      let (start, end) = (list * k, (list + 1) * k)
      let old = indices[start..<end].firstIndex(of: Int32(item)) ?? end
      var place = start
      if metric == .innerProduct {
        place = old
        let least = distance(item, item)
        while place > start, distance(item, Int(indices[place - 1])) == least { place -= 1 }
      }
      guard place < old else { continue }
      for moved in stride(from: min(old, end - 1), to: place, by: -1) { indices[moved] = indices[moved - 1] }
      indices[place] = Int32(item)
    }
  }
}

extension NeighborTable {
  /// Lists of some items of a set, found as those of queries among all items under cosine or Euclidean distance, with the
  /// item itself first: as in a search of all items.
  package func withOwnFirst(rows: [Int]) -> NeighborTable {
    precondition(rows.count == items, "\(rows.count) rows for \(items) lists")
    var indices = indices
    OwnPlace.settle(&indices, k: k, own: rows, metric: .euclidean) { _, _ in 0 }
    return NeighborTable(items: items, k: k, includesSelf: true, indices: indices)
  }
}
