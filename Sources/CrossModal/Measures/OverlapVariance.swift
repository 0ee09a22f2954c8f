import Dense

/// How much the mean overlap of the neighbors of two spaces varies from sample to sample of as many items.
///
/// The lists depend on each other: an item moves the mean by its own overlap and by its place in the lists of others. With
/// a_ij = 1 where j is one of the k nearest of i in the first space, b_ij in the second, s_ij = a_ij b_ij,
///
///     r_ij = (s_ij − p_i a_ij − q_i b_ij) / k,   h_i = Σ_j s_ij / k + Σ_j r_ji
///     V = Σ (h_i − h̄)² / (n (n − 1)) − Σ_{i<j} (r_ij + r_ji)² / n²
///
/// An item that enters a list pushes its last one out, which is shared with the probability p_i (q_i in the second space):
/// the share of the neighbors at ranks k − 1 … k + 2 in one space that are among the k nearest in the other. h is the linear
/// form of the mean (Hájek's projection). A pair of items is in the h of both, so the sum counts it twice: the second
/// term takes it out once, as for any data of pairs (Fafchamps and Gubert 2007; Aronow, Samii and Assenova 2015).
///
/// p_i of four neighbors is a rough estimate, and the mean over all items is the wrong one where items differ: p_i is three
/// quarters its own and one quarter the mean, which was best in simulations. V is at least half of its first sum, as it must
/// be in expectation.
package struct OverlapVariance: Equatable, Sendable {
  /// What is due to items: it falls with 1/n however many subsets of them are averaged.
  package let ofItems: Double
  /// What is due to single pairs of items.
  package let ofPairs: Double
  /// The degrees of freedom that the first sum of squares has as an estimate of a variance: 2n/(κ − 1), κ the kurtosis of h.
  package let degreesOfFreedom: Double

  /// The variance of the mean overlap.
  package var total: Double { ofItems + ofPairs }
  /// Its root.
  package var standardError: Double { total.squareRoot() }

  /// Ranks to both sides of the end of a list.
  static let edge = 2
  // The weight of the mean over all items in the probability of one.
  private static let pooled = 0.25
  // Most numbers of neighbors, of the items whose pairs are looked up both ways; with more, of some items only.
  private static let mostPairs = 1 << 22

  /// Neighbors that lists must have: k + 2, or all others.
  package static func length(k: Int, items: Int) -> Int { min(items - 1, k + edge) }

  /// The variance of given parts.
  package init(ofItems: Double, ofPairs: Double, degreesOfFreedom: Double) {
    (self.ofItems, self.ofPairs, self.degreesOfFreedom) = (ofItems, ofPairs, degreesOfFreedom)
  }

  /// The variance of the mean overlap of the k nearest. Cost O(n k).
  /// - Parameters:
  ///   - first: lists without self of all items, at least 2, of length ``length(k:items:)`` at least.
  ///   - second: the same of the second space.
  package init(_ first: NeighborTable, _ second: NeighborTable, k: Int) {
    let items = first.items
    precondition(
      second.items == items && items >= 2 && !first.includesSelf && !second.includesSelf && k >= 1
        && min(first.k, second.k) >= Self.length(k: k, items: items),
      "variance at k = \(k) of tables \(first.items)×\(first.k) and \(second.items)×\(second.k)")
    let lists = ListEdges(first, second, k: k)
    let n = Double(items)
    // Own overlap, and what comes in from the lists of others.
    var forms = lists.shared.map { Double($0) / Double(k) }
    var squares = 0.0
    var pairs = ReversedPairs(items: items, most: max(1, Self.mostPairs / (2 * k)), lists: lists)
    var marks = Marks(items)
    for item in 0..<items {
      lists.forEach(item, &marks, pooled: Self.pooled) { other, part in
        forms[other] += part
        squares += part * part
        pairs.add(from: item, to: other, part)
      }
    }
    let mutual = pairs.products { item, found in
      lists.forEach(item, &marks, pooled: Self.pooled, found)
    }
    let mean = forms.reduce(0, +) / n
    var (deviations, fourth) = (0.0, 0.0)
    for form in forms {
      let square = (form - mean) * (form - mean)
      deviations += square
      fourth += square * square
    }
    let twice = deviations / (n * (n - 1))
    let once = min(max(0, (squares + mutual) / (n * n)), twice / 2)
    let kurtosis = deviations > 0 ? n * fourth / (deviations * deviations) : 1
    self.init(
      ofItems: twice - 2 * once, ofPairs: once, degreesOfFreedom: 2 * n / max(kurtosis - 1, 0.01))
  }
}

// Which items were marked last, in each of two spaces.
private struct Marks {
  var first: [Int32]
  var second: [Int32]
  var turn: Int32 = 0

  init(_ items: Int) {
    first = [Int32](repeating: 0, count: items)
    second = first
  }
}

// The lists of two spaces, and what is at their ends.
private struct ListEdges {
  let k: Int
  let first: NeighborTable
  let second: NeighborTable
  // Shared neighbors of each item.
  var shared: [Int]
  // The share of the neighbors at the end of one list that are in the other.
  private var shares: [(first: Double, second: Double)]
  private var mean: (first: Double, second: Double)

  init(_ first: NeighborTable, _ second: NeighborTable, k: Int) {
    (self.k, self.first, self.second) = (k, first, second)
    let items = first.items
    let end = max(0, k - OverlapVariance.edge)..<OverlapVariance.length(k: k, items: items)
    var marks = Marks(items)
    (shared, shares, mean) = ([], [], (0, 0))
    shared.reserveCapacity(items)
    shares.reserveCapacity(items)
    for item in 0..<items {
      mark(item, &marks)
      let (one, two, turn) = (item * first.k, item * second.k, marks.turn)
      var count = 0
      for place in two..<(two + k) where marks.first[Int(second.indices[place])] == turn { count += 1 }
      shared.append(count)
      var (inSecond, inFirst) = (0, 0)
      for rank in end {
        if marks.second[Int(first.indices[one + rank])] == turn { inSecond += 1 }
        if marks.first[Int(second.indices[two + rank])] == turn { inFirst += 1 }
      }
      let share = (Double(inSecond) / Double(end.count), Double(inFirst) / Double(end.count))
      shares.append(share)
      mean = (mean.first + share.0 / Double(items), mean.second + share.1 / Double(items))
    }
  }

  private func mark(_ item: Int, _ marks: inout Marks) {
    marks.turn += 1
    let (one, two) = (item * first.k, item * second.k)
    for place in one..<(one + k) { marks.first[Int(first.indices[place])] = marks.turn }
    for place in two..<(two + k) { marks.second[Int(second.indices[place])] = marks.turn }
  }

  // r_ij of an item for every j in either list.
  func forEach(_ item: Int, _ marks: inout Marks, pooled: Double, _ visit: (Int, Double) -> Void) {
    mark(item, &marks)
    let p = (1 - pooled) * shares[item].first + pooled * mean.first
    let q = (1 - pooled) * shares[item].second + pooled * mean.second
    let (both, onlyFirst, onlySecond) = ((1 - p - q) / Double(k), -p / Double(k), -q / Double(k))
    let (one, two) = (item * first.k, item * second.k)
    for place in one..<(one + k) {
      let other = Int(first.indices[place])
      visit(other, marks.second[other] == marks.turn ? both : onlyFirst)
    }
    for place in two..<(two + k) {
      let other = Int(second.indices[place])
      if marks.first[other] != marks.turn { visit(other, onlySecond) }
    }
  }
}

// What comes from others to some items, evenly spread over all, so that r_ij meets r_ji.
private struct ReversedPairs {
  private let items: Int
  // The place among the chosen of each item; −1 where it is not one.
  private var slots: [Int32]
  private let chosen: [Int]
  private var starts: [Int]
  private var ends: [Int]
  private var sources: [Int32]
  private var parts: [Double]

  init(items: Int, most: Int, lists: ListEdges) {
    self.items = items
    let count = min(items, most)
    chosen = (0..<count).map { $0 * items / count }
    slots = [Int32](repeating: -1, count: items)
    for (place, item) in chosen.enumerated() { slots[item] = Int32(place) }
    var counts = [Int](repeating: 0, count: count)
    for table in [lists.first, lists.second] {
      for item in 0..<items {
        for place in (item * table.k)..<(item * table.k + lists.k) {
          let slot = Int(slots[Int(table.indices[place])])
          if slot >= 0 { counts[slot] += 1 }
        }
      }
    }
    starts = [0]
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    ends = Array(starts.dropLast())
    sources = [Int32](repeating: 0, count: starts[count])
    parts = [Double](repeating: 0, count: starts[count])
  }

  mutating func add(from item: Int, to other: Int, _ part: Double) {
    let slot = Int(slots[other])
    guard slot >= 0 else { return }
    sources[ends[slot]] = Int32(item)
    parts[ends[slot]] = part
    ends[slot] += 1
  }

  // Σ r_ij r_ji over all ordered pairs, from those of the chosen items.
  func products(_ forward: (Int, (Int, Double) -> Void) -> Void) -> Double {
    var own = [Double](repeating: 0, count: items)
    var sum = 0.0
    for (slot, item) in chosen.enumerated() {
      forward(item) { other, part in own[other] = part }
      for place in starts[slot]..<ends[slot] { sum += own[Int(sources[place])] * parts[place] }
      forward(item) { other, _ in own[other] = 0 }
    }
    return sum * Double(items) / Double(max(chosen.count, 1))
  }
}
