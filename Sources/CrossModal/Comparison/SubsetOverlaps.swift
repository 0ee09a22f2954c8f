import Dense

/// What is measured in the subsets of one size.
struct SubsetPlan: Equatable, Sendable {
  /// Items of a subset.
  let size: Int
  /// Disjoint subsets of a round.
  let blocks: Int
  /// Rounds.
  let rounds: Int
  /// Neighbors of each column; nil where there is no such cell.
  let neighbors: [Int?]
  /// The columns that need a search of the subset itself; only in the first round.
  let searched: [Bool]
  /// Columns that would need too long lists.
  let leftOut: [String]

  /// The plan of a size.
  /// - Parameter reach: the longest lists inside the subset that follow from those of all items.
  init(size: Int, columns: [NeighborCount], reach: Int, items: Int, draws: Int) {
    self.size = size
    blocks = items / size
    let isSearched = columns.map { column in
      column.neighbors(of: size).map { $0 > reach && $0 < size } ?? false
    }
    var leftOut: [String] = []
    neighbors = zip(columns, isSearched).map { column, isSearched in
      guard let k = column.neighbors(of: size), k < size else { return nil }
      if isSearched, k * size > OverlapSurface.mostNumbers {
        leftOut.append("k = \(k)")
        return nil
      }
      return k
    }
    searched = zip(neighbors, isSearched).map { $0 != nil && $1 }
    self.leftOut = leftOut
    rounds = size == items ? 1 : max(1, (draws + blocks - 1) / blocks)
  }

  /// The longest lists of those columns that are or are not searched.
  func longest(searched wanted: Bool) -> Int? {
    zip(neighbors, searched).compactMap { $1 == wanted ? $0 : nil }.max()
  }
}

/// Random subsets of the items: each round is an order of all items, cut into disjoint blocks.
struct RandomSubsets: Sendable {
  let items: Int
  let key: StreamKey

  /// A subset, ascending; the same for the same size, round and block.
  func subset(size: Int, round: Int, block: Int) -> [Int] {
    if size == items { return Array(0..<items) }
    var stream = RandomStream(key.adding(size).adding(round))
    return stream.permutation(items)[(block * size)..<((block + 1) * size)].sorted()
  }
}

/// The shared neighbors of each item among all items, at each column; empty where the lists are too short.
struct WholeOverlaps: Sendable {
  /// For each column the overlaps of the items, 0…1.
  let overlaps: [[Double]]

  init(_ first: NeighborTable, _ second: NeighborTable, columns: [NeighborCount]) {
    overlaps = columns.map { column in
      guard let k = column.neighbors(of: first.items), k <= first.k else { return [] }
      return NeighborOverlap(first.nearest(k), second.nearest(k)).shared.map { Double($0) / Double(k) }
    }
  }
}

/// The overlaps in one subset.
struct SubsetSums: Sendable {
  /// The overlap inside the subset at each column; nil where it was not measured.
  let values: [Double?]
  /// Less that of its items among all items.
  let differences: [Double?]
  /// How much the overlap varies, in the first subsets; nil where that was not measured.
  let variances: [OverlapVariance?]
  /// Lists that were searched again.
  let searchedAgain: Int

  /// What was measured.
  init(values: [Double?], differences: [Double?], variances: [OverlapVariance?], searchedAgain: Int) {
    (self.values, self.differences, self.variances) = (values, differences, variances)
    self.searchedAgain = searchedAgain
  }

  // The lists of two spaces inside a subset.
  private struct Lists {
    let first: NeighborTable
    let second: NeighborTable
    let curve: OverlapCurve

    init(_ first: NeighborTable, _ second: NeighborTable) {
      (self.first, self.second, curve) = (first, second, OverlapCurve(first, second))
    }
  }

  // Subsets of a size whose variances are taken: more say little more.
  private static let variedSubsets = 8

  /// Measures a subset.
  init(
    _ one: LongLists, _ two: LongLists, subset: [Int], plan: SubsetPlan, whole: WholeOverlaps, round: Int,
    block: Int
  ) {
    var again = 0
    let items = subset.count
    let varies = round * plan.blocks + block < Self.variedSubsets
    func length(_ k: Int) -> Int { varies ? OverlapInterval.length(k: k, items: items) : k }
    let listed = plan.longest(searched: false).map { k -> Lists in
      let (first, second) = (
        one.restricted(to: subset, k: length(k)), two.restricted(to: subset, k: length(k))
      )
      again = first.searchedAgain + second.searchedAgain
      return Lists(first.table, second.table)
    }
    let searched =
      round > 0
      ? nil
      : plan.longest(searched: true).map { k in
        Lists(one.searched(inside: subset, k: length(k)), two.searched(inside: subset, k: length(k)))
      }
    variances = plan.neighbors.indices.map { column in
      guard varies, let k = plan.neighbors[column], OverlapInterval.allows(k: k, items: items) else {
        return nil
      }
      return (plan.searched[column] ? searched : listed).map { OverlapVariance($0.first, $0.second, k: k) }
    }
    let values = plan.neighbors.indices.map { column in
      plan.neighbors[column].flatMap { (plan.searched[column] ? searched : listed)?.curve.mean($0) }
    }
    self.values = values
    differences = values.indices.map { column in
      guard let value = values[column], !whole.overlaps[column].isEmpty else { return nil }
      return value - subset.reduce(0) { $0 + whole.overlaps[column][$1] } / Double(subset.count)
    }
    searchedAgain = again
  }
}

/// Mean and spread of the overlaps in subsets of one size, at one column.
struct SubsetStatistics: Sendable {
  let mean: Double
  let subsets: Int
  let spread: OverlapSpread?
  let errorOfDifference: Double?

  // Fewer comparisons of disjoint subsets say too little of their spread.
  private static let fewestComparisons = 8

  /// Of the subsets of a plan, round by round; nil where none was measured.
  init?(plan: SubsetPlan, sums: [SubsetSums], column: Int) {
    let values = sums.compactMap { $0.values[column] }
    guard !values.isEmpty else { return nil }
    mean = values.reduce(0, +) / Double(values.count)
    subsets = values.count
    func error(_ numbers: [Double]) -> Double? {
      let rounds = numbers.count / plan.blocks
      guard plan.blocks > 1, rounds * plan.blocks == numbers.count,
        rounds * (plan.blocks - 1) >= Self.fewestComparisons
      else { return nil }
      let variances = (0..<rounds).map { round in
        Self.variance(numbers[(round * plan.blocks)..<((round + 1) * plan.blocks)])
      }
      return (variances.reduce(0, +) / Double(rounds) / Double(plan.blocks)).squareRoot()
    }
    errorOfDifference = error(sums.compactMap { $0.differences[column] })
    let (average, ofRound) = (mean, error(values))
    spread = plan.neighbors[column].flatMap {
      Self.spread(
        average, k: $0, plan: plan, subsets: values.count, ofRound: ofRound,
        sums.compactMap { $0.variances[column] })
    }
  }

  // Of the mean over some rounds of disjoint subsets.
  private static func spread(
    _ mean: Double, k: Int, plan: SubsetPlan, subsets: Int, ofRound: Double?, _ variances: [OverlapVariance]
  ) -> OverlapSpread? {
    let (blocks, counted) = (Double(plan.blocks), Double(variances.count))
    let neighbors = blocks * Double(plan.size) * Double(k)
    let shared = Int((mean * neighbors).rounded())
    guard counted > 0, OverlapInterval.tooFew(shared: shared, apart: Int(neighbors) - shared) == nil else {
      return nil
    }
    if plan.blocks == 1 {
      return OverlapSpread(
        mean, variance: variances[0].total, degreesOfFreedom: variances[0].degreesOfFreedom)
    }
    guard let ofRound else { return nil }
    let rounds = Double(subsets) / blocks
    // The part of the pairs that other rounds average out.
    let averaged = (1 - 1 / rounds) * (1 - 1 / blocks)
    let ofPairs = variances.reduce(0) { $0 + $1.ofPairs } / counted / blocks
    let variance = ofRound * ofRound
    return OverlapSpread(
      mean, variance: max(variance - averaged * ofPairs, variance / 2),
      degreesOfFreedom: rounds * (blocks - 1))
  }

  private static func variance(_ numbers: ArraySlice<Double>) -> Double {
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count - 1)
  }
}
