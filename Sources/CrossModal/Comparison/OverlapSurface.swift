import Dense

/// The neighbor overlap of two spaces over the number of items and the number of neighbors, without self.
///
///     overlap(n′, k) = mean over random subsets S of n′ items of 1/(n′ k) Σ |N_k^A(i; S) ∩ N_k^B(i; S)|,  i in S
///
/// where N_k(i; S) are the k nearest members of S. At fixed k the overlap of most spaces falls with n′, because the same k is
/// a finer neighborhood; at fixed k/n′ it says whether the spaces agree on neighborhoods of one relative size.
///
/// One search of each space finds lists of ``listLength(items:)`` neighbors; those inside a subset follow from them
/// (``LongLists``), exactly. Where k is too large for that, the subset itself is searched. Subsets of a round are disjoint;
/// with s = ⌊n/n′⌋ of them, R rounds and the variance v of the overlaps in a round, the mean has the variance
///
///     (v − V_pairs · (1 − 1/R) (1 − 1/s)) / s
///
/// at least v/2s, V_pairs of ``OverlapVariance``: each round has all items again, but other pairs of them. At n itself it is
/// the variance V of the overlap. The interval of every size is ``ScoreInterval`` by the rules of ``OverlapInterval``.
package struct OverlapSurface: Equatable, Sendable {
  /// The overlap at one number of items and one number of neighbors.
  package struct Cell: Equatable, Sendable {
    /// Number of items.
    package let items: Int
    /// Number of neighbors.
    package let k: Int
    /// The share κ of the items that `k` is; nil for a fixed number.
    package let share: Double?
    /// The mean overlap, 0…1.
    package let value: Double
    /// What unrelated spaces share: k/(n′ − 1).
    package let chance: Double
    /// Subsets that it is the mean of; 1 for all items.
    package let subsets: Int
    /// Its standard error and 95 % interval over samples of so many items from where these come from; nil where there are
    /// too few shared neighbors, or neighbors that are not shared, and where k is more than a tenth of the items.
    package let spread: OverlapSpread?
    /// The standard error of its difference from the value of all items in the same column, whose items it shares.
    package let errorOfDifference: Double?

    /// The value beyond chance, of what there is beyond chance.
    package var aboveChance: Double { chance < 1 ? (value - chance) / (1 - chance) : 0 }

    /// Whether k, a whole number, is within 5 % of the share; true for a fixed number.
    package var keepsShare: Bool {
      guard let share else { return true }
      return abs(Double(k) / Double(items) - share) <= 0.05 * share
    }

    /// The 95 % interval, inside 0…1.
    package var interval: ClosedRange<Double>? { spread?.range }
  }

  /// Number of all items.
  package let items: Int
  /// The metric of neighbors.
  package let metric: Metric
  /// The numbers of items, largest first.
  package let sizes: [Int]
  /// The columns: fixed numbers of neighbors, then shares of the items.
  package let columns: [NeighborCount]
  /// What was measured, size by size and column by column; a column is left out where k is below 1 or not below n′.
  package let cells: [Cell]
  /// Cells that would need too long lists, in words; empty for almost all.
  package let leftOut: [String]
  /// Neighbors in the lists of all items.
  package let listLength: Int
  /// Lists that held too few members of a subset and were searched again.
  package let searchedAgain: Int

  /// Fewest items of a subset.
  package static let fewestItems = 50
  /// Most numbers in the lists of one search.
  static let mostNumbers = 1 << 26

  /// The surface of two spaces of the same items, at least 2.
  ///
  /// Cost: a search of each space, then O(draws · n · L) for each size. No number depends on the threads.
  /// - Parameters:
  ///   - sizes: numbers of items from 2 to n; nil: n, n/2, n/5, n/10, n/20 and n/50, where they are at least 50.
  ///   - counts: fixed numbers of neighbors.
  ///   - shares: neighbors as shares of the items, 0…1.
  ///   - draws: random subsets of each size at least, in rounds of as many as are disjoint.
  ///   - listLength: neighbors in the long lists; nil for ``listLength(items:)``.
  ///   - progress: hears the part of the whole that is done, from 0 to 1.
  package init(
    first: MeasuredRows, second: MeasuredRows, metric: Metric, sizes: [Int]? = nil,
    counts: [Int] = [1, 5, 10, 50], shares: [Double] = [0.01, 0.02, 0.05, 0.1], draws: Int = 40,
    listLength: Int? = nil, key: StreamKey, threads: Int = 1, progress: (@Sendable (Double) -> Void)? = nil
  ) {
    precondition(
      first.rows == second.rows && first.rows >= 2, "a surface of \(first.rows) and \(second.rows) items")
    let items = first.rows
    let length = min(items - 1, max(1, listLength ?? Self.listLength(items: items)))
    let whole = Double(first.columns + second.columns)
    let share = 0.9 * Double(first.columns) / whole
    let one = LongLists(
      first, metric: metric, length: length, margin: OverlapVariance.edge, threads: threads,
      progress: ProgressPart.of(progress, from: 0, to: share))
    let two = LongLists(
      second, metric: metric, length: length, margin: OverlapVariance.edge, threads: threads,
      progress: ProgressPart.of(progress, from: share, to: 0.9))
    self.init(
      one, two, metric: metric, sizes: sizes ?? Self.usualSizes(of: items),
      columns: counts.map(NeighborCount.number) + shares.map { .percent(100 * $0) }, draws: draws, key: key,
      threads: threads, progress: ProgressPart.of(progress, from: 0.9, to: 1))
  }

  init(
    _ one: LongLists, _ two: LongLists, metric: Metric, sizes: [Int], columns: [NeighborCount], draws: Int,
    key: StreamKey, threads: Int, progress: (@Sendable (Double) -> Void)? = nil
  ) {
    let items = one.items
    precondition(
      sizes.allSatisfy { $0 >= 2 && $0 <= items }, "subsets of \(sizes) of \(items) items")
    (self.items, self.metric, self.columns, listLength) = (items, metric, columns, one.table.k)
    self.sizes = Set(sizes).sorted(by: >)
    let plans = self.sizes.map {
      SubsetPlan(size: $0, columns: columns, reach: one.reach($0), items: items, draws: draws)
    }
    let subsets = RandomSubsets(items: items, key: key.adding("surface"))
    let whole = WholeOverlaps(one.table, two.table, columns: columns)
    let tasks = plans.flatMap { plan in
      (0..<plan.rounds).flatMap { round in
        (0..<plan.blocks).map { (plan: plan, round: round, block: $0) }
      }
    }
    let results = SharedResults<SubsetSums>(count: tasks.count)
    SharedTasks(count: tasks.count, threads: threads)
      .run(finished: { progress?(Double($1) / Double(tasks.count)) }) { _, number in
        let task = tasks[number]
        let subset = subsets.subset(size: task.plan.size, round: task.round, block: task.block)
        results.set(
          number,
          SubsetSums(
            one, two, subset: subset, plan: task.plan, whole: whole, round: task.round,
            block: task.block))
      }
    let sums = results.values
    searchedAgain = sums.reduce(0) { $0 + $1.searchedAgain }
    var (start, samples) = (0, [[SubsetSums]]())
    for plan in plans {
      samples.append(Array(sums[start..<(start + plan.rounds * plan.blocks)]))
      start += plan.rounds * plan.blocks
    }
    let statistics = zip(plans, samples).map { plan, sums in
      columns.indices.map { SubsetStatistics(plan: plan, sums: sums, column: $0) }
    }
    cells = plans.enumerated().flatMap { place, plan in
      columns.indices.compactMap { column -> Cell? in
        guard let k = plan.neighbors[column], let found = statistics[place][column] else { return nil }
        let isWhole = plan.size == items
        return Cell(
          items: plan.size, k: k, share: columns[column].share, value: found.mean,
          chance: NeighborOverlap.chance(k: k, items: plan.size, includesSelf: false),
          subsets: found.subsets, spread: found.spread,
          errorOfDifference: isWhole ? nil : found.errorOfDifference)
      }
    }
    leftOut = plans.flatMap { plan in plan.leftOut.map { "\($0) of \(plan.size) items" } }
  }

  /// The cell of a column at a number of items.
  package func cell(items: Int, _ column: NeighborCount) -> Cell? {
    cells.first {
      $0.items == items && $0.share == column.share
        && (column.share != nil || column == .number($0.k))
    }
  }

  /// n, n/2, n/5, n/10, n/20, n/50 where they are at least 50; n in any case.
  package static func usualSizes(of items: Int) -> [Int] {
    [items] + [2, 5, 10, 20, 50].map { items / $0 }.filter { $0 >= fewestItems }
  }

  /// Length of the lists: 1,000 neighbors, or 15 % of the items where that is more and the memory allows it (64 million
  /// numbers), so that 10 % of any subset follow from them.
  package static func listLength(items: Int) -> Int {
    let wanted = max(1000, Int((0.15 * Double(items)).rounded(.up)))
    return min(items - 1, wanted * items <= mostNumbers ? wanted : 1000)
  }
}

extension NeighborCount {
  /// The share of the items, 0…1; nil for a number.
  package var share: Double? {
    switch self {
    case .number: nil
    case .percent(let share): share / 100
    }
  }
}
