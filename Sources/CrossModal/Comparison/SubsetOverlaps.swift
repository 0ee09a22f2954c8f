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
  /// Lists that were searched again.
  let searchedAgain: Int

  /// What was measured.
  init(values: [Double?], differences: [Double?], searchedAgain: Int) {
    (self.values, self.differences, self.searchedAgain) = (values, differences, searchedAgain)
  }

  /// Measures a subset.
  init(
    _ one: LongLists, _ two: LongLists, subset: [Int], plan: SubsetPlan, whole: WholeOverlaps, round: Int
  ) {
    var again = 0
    let listed = plan.longest(searched: false).map { k -> OverlapCurve in
      let (first, second) = (one.restricted(to: subset, k: k), two.restricted(to: subset, k: k))
      again = first.searchedAgain + second.searchedAgain
      return OverlapCurve(first.table, second.table)
    }
    let searched =
      round > 0
      ? nil
      : plan.longest(searched: true).map { k in
        OverlapCurve(one.searched(inside: subset, k: k), two.searched(inside: subset, k: k))
      }
    let values = plan.neighbors.indices.map { column in
      plan.neighbors[column].flatMap { (plan.searched[column] ? searched : listed)?.mean($0) }
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
  let standardError: Double?
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
    standardError = error(values)
    errorOfDifference = error(sums.compactMap { $0.differences[column] })
  }

  private static func variance(_ numbers: ArraySlice<Double>) -> Double {
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count - 1)
  }
}
