import Dense

/// What of two spaces is measured.
package struct ComparisonRequest: Equatable, Sendable {
  /// The measures, in the order in which they are shown.
  package var measures: [ComparisonMeasure]
  /// Numbers of neighbors, without self.
  package var counts: [Int]
  /// The metric of neighbors.
  package var metric: Metric
  /// Random alignments; 0: no null.
  package var permutations: Int
  /// What random alignments and samples are drawn from.
  package var key: StreamKey
  /// Threads that share the work; no number depends on them.
  package var threads: Int
  /// The group of each item, any numbers; nil without groups. No item is in the list of another of its group, and
  /// alignments exchange whole groups; global measures take no account of them. There are no intervals.
  package var groups: [Int]?

  /// All measures at 10 neighbors by cosine with 200 permutations.
  package init(
    measures: [ComparisonMeasure] = ComparisonMeasure.allCases, counts: [Int] = [10],
    metric: Metric = .cosine, permutations: Int = 200, key: StreamKey = StreamKey(seed: 1), threads: Int = 1
  ) {
    (self.measures, self.counts, self.metric) = (measures, counts, metric)
    (self.permutations, self.key, self.threads) = (permutations, key, threads)
  }

  /// The random alignments of so many items: the same for all measures and all pairs.
  package func alignments(items: Int) -> ItemPermutations {
    ItemPermutations(items: items, count: permutations, key: key.adding("permutations"), groups: groups)
  }

  /// No random alignments, for what has no null.
  func noAlignments(items: Int) -> ItemPermutations { ItemPermutations(items: items, count: 0, key: key) }

  /// Neighbors that a search must find without self, for all that is measured of `items` items, intervals included.
  package func listLength(items: Int) -> Int {
    let others = others(items: items)
    let longest = min(others, counts.max() ?? 1)
    guard asks(.mutualNeighbors, .neighborOverlap) else { return longest }
    // With groups there are no intervals.
    guard groups == nil else { return longest }
    let estimated = counts.filter { OverlapInterval.allows(k: $0, items: items) }
    return max(longest, estimated.map { OverlapInterval.length(k: $0, items: items) }.max() ?? 0)
  }

  /// Items of `items` that at least are outside an item's own group.
  package func others(items: Int) -> Int { items - (groups.map { NeighborTable.largestGroup($0) } ?? 1) }

  func asks(for group: ComparisonMeasure.Group) -> Bool { measures.contains { $0.group == group } }
  func asks(_ wanted: ComparisonMeasure...) -> Bool { wanted.contains { measures.contains($0) } }
}
