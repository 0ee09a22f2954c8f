import Dense
import TestSupport
import Testing
import VectorFiles

@testable import CrossModal

@Suite struct LongListsTests {
  /// Normal rows in which some equal others and some are zero.
  static func rows(_ items: Int, _ columns: Int, seed: UInt64, inDouble: Bool) throws -> MeasuredRows {
    let normal = normalMatrix(items, columns, seed: seed, as: Double.self)
    let numbers = Matrix<Double>(rows: items, columns: columns) { row, column in
      if row % 41 == 7 { return 0 }
      // Every fifth row equals the row at half its number.
      return normal[row % 5 == 3 ? row / 2 : row, column]
    }
    if inDouble {
      let rows = MeasuredRows(try FeatureTable(NPYArray(numbers)))
      try #require(rows.exact != nil)
      return rows
    }
    return MeasuredRows(numbers.converted(to: Float.self).view)
  }

  @Test("six points on a line by hand") func byHand() {
    // At 0, 1, 3, 7, 8 and 20.
    let points = Matrix<Float>([[0], [1], [3], [7], [8], [20]])
    let lists = LongLists(MeasuredRows(points.view), metric: .euclidean, length: 3, threads: 1)
    #expect(Array(lists.table[2]) == [1, 0, 3])
    // Inside {0, 3, 7, 20} by places: 0 has 3, 7; 3 has 0, 7; 7 has 3, 0; 20 has 7, 3. The list of 7, which is 8, 3, 1,
    // holds one of them.
    let inside = lists.restricted(to: [0, 2, 3, 5], k: 2)
    #expect(inside.table.indices == [1, 2, 0, 2, 1, 0, 2, 1])
    #expect(inside.searchedAgain == 1)
    #expect(lists.searched(inside: [0, 2, 3, 5], k: 2) == inside.table)
  }

  @Test(
    "200 random subsets and numbers of neighbors equal a search in the subset itself",
    arguments: [Metric.cosine, .euclidean], [false, true])
  func equalASearchInTheSubset(metric: Metric, inDouble: Bool) throws {
    let items = 400
    let sets = [
      try Self.rows(items, 6, seed: 1, inDouble: inDouble),
      try Self.rows(items, 3, seed: 2, inDouble: inDouble),
    ]
    // Long and short lists: short ones are searched again.
    let lists = sets.flatMap { set in
      [60, items - 1].map { LongLists(set, metric: metric, length: $0, threads: 2) }
    }
    var stream = RandomStream(StreamKey(seed: 3))
    var again = 0
    for round in 0..<50 {
      let size = 20 + stream.below(items - 20)
      let subset = stream.permutation(items).prefix(size).sorted()
      let k = 1 + stream.below(min(size - 1, 40))
      for (place, list) in lists.enumerated() {
        let set = sets[place / 2]
        let search = NeighborSearch(k: k, metric: metric, includesSelf: false)
        let expected =
          set.exact.map { search.neighbors(of: Matrix($0, selecting: subset)) }
          ?? search.neighbors(of: Matrix(set.rounded, selecting: subset))
        let found = list.restricted(to: subset, k: k)
        #expect(found.table == expected, "round \(round): \(size) items, k = \(k)")
        #expect(list.searched(inside: subset, k: k) == expected)
        again += found.searchedAgain
        #expect(!list.isComplete || found.searchedAgain == 0)
      }
    }
    #expect(again > 100)
  }

  @Test("lists reach as far as they rarely run short") func reach() {
    let points = normalMatrix(300, 2, seed: 4, as: Float.self)
    let short = LongLists(MeasuredRows(points.view), metric: .euclidean, length: 30, threads: 1)
    #expect(short.reach(150) == 10 && short.reach(300) == 30 && !short.isComplete)
    let all = LongLists(MeasuredRows(points.view), metric: .euclidean, length: 299, threads: 1)
    #expect(all.reach(150) == 149 && all.isComplete)
  }
}
