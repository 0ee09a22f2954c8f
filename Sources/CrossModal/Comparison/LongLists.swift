import Dense

/// The long neighbor lists of one space, without self, from which the lists inside any subset of its items follow.
///
/// The k nearest inside a subset are the first k of its members in the list of all items, since leaving items out keeps
/// the order of the rest. A list that holds fewer than k members is searched again, among the members.
struct LongLists: Sendable {
  /// The lists.
  let table: NeighborTable
  private let rows: SearchedRows
  // How much of the lists is counted upon.
  private let length: Int

  /// Searches the lists of `length` < n neighbors once, and as many more as `margin` says, where there are.
  init(
    _ rows: MeasuredRows, metric: Metric, length: Int, margin: Int = 0, threads: Int,
    progress: (@Sendable (Double) -> Void)? = nil
  ) {
    self.rows = SearchedRows(rows, metric: metric)
    self.length = length
    table = self.rows.neighbors(
      max(length, min(rows.rows - 1, length + margin)), threads: threads, progress: progress)
  }

  /// Number of items.
  var items: Int { table.items }

  /// Whether the lists hold all other items.
  var isComplete: Bool { table.k == items - 1 }

  /// The longest lists inside a subset of `members` items for which a list hardly ever runs short: L m / (1.5 n); all of
  /// them where the lists are complete.
  func reach(_ members: Int) -> Int {
    if isComplete { return members - 1 }
    if members == items { return length }
    return Int(Double(length) * Double(members) / (1.5 * Double(items)))
  }

  /// The `k` nearest others of every member inside a subset, by places in the subset, and how many members were searched
  /// again. Cost O(m L), and a search for those.
  /// - Parameter subset: ascending, more than `k` items.
  func restricted(to subset: [Int], k: Int) -> (table: NeighborTable, searchedAgain: Int) {
    precondition(k >= 1 && k < subset.count, "\(k) neighbors inside \(subset.count) items")
    if subset.count == items, k <= table.k { return (table.nearest(k), 0) }
    var place = [Int32](repeating: -1, count: items)
    for (number, item) in subset.enumerated() { place[item] = Int32(number) }
    var indices = [Int32](repeating: 0, count: subset.count * k)
    var short: [Int] = []
    for (number, item) in subset.enumerated() {
      var next = number * k
      let end = next + k
      for neighbor in table[item] {
        let member = place[Int(neighbor)]
        guard member >= 0 else { continue }
        indices[next] = member
        next += 1
        if next == end { break }
      }
      if next < end { short.append(number) }
    }
    if !short.isEmpty {
      let again = rows.neighbors(k, inside: subset, of: short)
      for (list, number) in short.enumerated() {
        indices.replaceSubrange((number * k)..<((number + 1) * k), with: again[list])
      }
    }
    return (
      NeighborTable(items: subset.count, k: k, includesSelf: false, indices: indices), short.count
    )
  }

  /// The same by a search of the subset itself.
  func searched(inside subset: [Int], k: Int) -> NeighborTable { rows.neighbors(k, inside: subset) }
}
