import Dense
import TestSupport
import Testing

@testable import CrossModal

@Suite struct NeighborScoresTests {
  private static func table(_ lists: [[Int32]]) -> NeighborTable {
    NeighborTable(items: lists.count, k: lists[0].count, includesSelf: false, indices: lists.flatMap { $0 })
  }

  @Test("four items by hand") func byHand() {
    let first = ListedNeighbors(Self.table([[1, 2], [0, 2], [3, 1], [2, 0]]))
    let second = ListedNeighbors(Self.table([[2, 1], [3, 2], [0, 3], [1, 0]]))
    let scores = NeighborScores(first, second)
    // Shared: {1, 2}, {2}, {3}, {0}.
    #expect(scores.mutual == 5.0 / 8)
    #expect(abs(scores.jaccard - (1 + 3 * (1.0 / 3)) / 4) < 1e-15)
    // Only the nearest of item 0 … 3: 1/2, 0/3, 3/0, 2/1: none shared.
    #expect(scores.withSelf == 1.0 / 2)
    // Item 0: places (1, 2) and (2, 1): 2 · 2/((1 + 1) · 3) / (1 + 1/2); items 1 and 3: place 2 in both: 2/4; item 2: 3 at
    // places 1 and 2: 2/(2 · 3).
    let expected = (2.0 / 3 / 1.5 + 0.5 + 1.0 / 3 + 0.5) / 4
    #expect(abs(scores.rankSimilarity - expected) < 1e-15)
    // Item 0: j = 2 of B, whose list in A has 3 and 1: no; j = 1 has 0: yes. Items 1: 3 has 2, 0; 2 has 1: yes. Item 2: 0 has 2:
    // yes. Item 3: 1 has 0, 2; 0 has 1, 2: no.
    #expect(scores.cycleFromFirst == 3.0 / 4)
  }

  /// The measures as their formulas read, of sets of the lists under an alignment.
  private static func naive(_ a: [[Int]], _ b: [[Int]], _ alignment: [Int]) -> [Double] {
    let n = a.count
    let inverse = alignment.indices.map { item in alignment.firstIndex(of: item) ?? -1 }
    let aligned = alignment.map { b[$0].map { inverse[$0] } }
    var sums = [Double](repeating: 0, count: 5)
    for item in 0..<n {
      let common = Set(a[item]).intersection(aligned[item])
      sums[0] += Double(common.count) / Double(a[item].count)
      sums[1] += Double(common.count) / Double(Set(a[item]).union(aligned[item]).count)
      var similarity = 0.0
      for neighbor in common {
        let r = (a[item].firstIndex(of: neighbor) ?? 0) + 1
        let s = (aligned[item].firstIndex(of: neighbor) ?? 0) + 1
        similarity += 2 / Double((1 + abs(r - s)) * (r + s))
      }
      let harmonic = (1...max(1, common.count)).reduce(0.0) { $0 + 1 / Double($1) }
      sums[2] += common.isEmpty ? 0 : similarity / harmonic
      sums[3] += aligned[item].contains { a[$0].contains(item) } ? 1 : 0
      sums[4] += a[item].contains { aligned[$0].contains(item) } ? 1 : 0
    }
    return sums.map { $0 / Double(n) }
  }

  @Test("random lists under random alignments equal the formulas over sets", arguments: 1...6)
  func naiveTwin(seed: Int) {
    var stream = RandomStream(StreamKey(seed: UInt64(seed)))
    let (n, k) = (5 + 4 * seed, 1 + seed % 4)
    let lists = (0..<2).map { _ in
      (0..<n).map { item in stream.permutation(n).filter { $0 != item }.prefix(k).map { $0 } }
    }
    let tables = lists.map { Self.table($0.map { $0.map(Int32.init) }) }.map(ListedNeighbors.init)
    for alignment in [Array(0..<n), stream.permutation(n), stream.permutation(n)] {
      let found = NeighborScores(tables[0], tables[1], alignment: alignment)
      let expected = Self.naive(lists[0], lists[1], alignment)
      let own = [
        found.mutual, found.jaccard, found.rankSimilarity, found.cycleFromFirst, found.cycleFromSecond,
      ]
      for (one, other) in zip(own, expected) { #expect(abs(one - other) < 1e-12) }
    }
    #expect(
      NeighborScores(tables[0], tables[1]) == NeighborScores(tables[0], tables[1], alignment: Array(0..<n)))
  }

  @Test("unrelated lists score what chance says") func chance() {
    var stream = RandomStream(StreamKey(seed: 3))
    let (n, k) = (400, 12)
    let tables = (0..<2).map { _ in
      ListedNeighbors(
        Self.table(
          (0..<n).map { item in stream.permutation(n).filter { $0 != item }.prefix(k).map(Int32.init) }))
    }
    let scores = NeighborScores(tables[0], tables[1])
    let chance = LocalChance(items: n, k: k)
    #expect(abs(scores.mutual - chance.mutual) < 0.006)
    #expect(abs(scores.jaccard - chance.jaccard) < 0.004)
    #expect(abs(scores.cycleFromFirst - chance.cycle) < 0.08)
  }
}
