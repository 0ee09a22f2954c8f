import Testing

@testable import Dense

@Suite struct NeighborTiesTests {
  @Test func byHand() {
    // On a line at 0, 1, 1, 2, 5. Row 3 has rows 1 and 2 at distance 1, then 0 at 2, 4 at 3.
    let rows = Matrix<Float>([[0], [1], [1], [2], [5]])
    let table = NeighborSearch(k: 4, metric: .euclidean).neighbors(of: rows.view)
    let ties = NeighborTies(table, k: 3, of: rows.view, rows: Array(0..<5), metric: .euclidean)
    let expected = [
      [false, true, false], [false, false, true], [false, false, true], [false, true, false],
      [false, false, true],
    ]
    #expect(ties.tied == expected.flatMap { $0 })
    // With self row 3's first 2 are itself and 1, or 2; without, its first is 1, or 2.
    #expect(
      ties.isTied(3, neighbors: 2, includesSelf: true) && !ties.isTied(3, neighbors: 1, includesSelf: true))
    #expect(ties.isTied(3, neighbors: 1, includesSelf: false))
    #expect(!ties.isTied(3, neighbors: 2, includesSelf: false))
    // Row 1 equals row 2, but each is the first of its own list by rule.
    #expect(!ties.isTied(1, neighbors: 1, includesSelf: true))
  }

  /// A row is tied where its list is another one if the rows are in the opposite order.
  @Test(arguments: [NeighborData.ties, .offset, .equal, .normal])
  func reversedRowsHaveOtherListsWhereTied(_ data: NeighborData) {
    let (count, k) = (60, 7)
    let rows = data.rows(count, 3)
    let reversed = Matrix(rows.view, selecting: (0..<count).reversed())
    for metric in [Metric.cosine, .euclidean] {
      for includesSelf in [true, false] {
        let search = NeighborSearch(k: k, metric: metric, includesSelf: includesSelf)
        let (forward, backward) = (search.neighbors(of: rows.view), search.neighbors(of: reversed.view))
        let table = NeighborSearch(k: k + 2, metric: metric).neighbors(of: rows.view)
        let ties = NeighborTies(
          table, k: k + 1, of: rows.view, rows: Array(0..<count), metric: metric, threads: 2)
        for row in 0..<count {
          let mirrored = Set(backward[count - 1 - row].map { Int32(count - 1) - $0 })
          #expect(
            ties.isTied(row, neighbors: k, includesSelf: includesSelf) == (Set(forward[row]) != mirrored))
        }
      }
    }
  }

  @Test func whereAllItemsAreNeighborsNothingIsTied() {
    let equal = Matrix<Float>(rows: 3, columns: 2) { _, _ in 1 }
    let table = NeighborSearch(k: 3, metric: .cosine).neighbors(of: equal.view)
    let ties = NeighborTies(table, k: 3, of: equal.view, rows: [0, 1, 2], metric: .cosine)
    #expect(ties.tied == [false, true, false, false, true, false, false, true, false])
    let parts = [[0], [1, 2]].map { rows in
      let found = NeighborSearch(k: 3, metric: .cosine).neighbors(
        of: Matrix(equal.view, selecting: rows).view, among: equal.view
      ).withOwnFirst(rows: rows)
      return NeighborTies(found, k: 3, of: equal.view, rows: rows, metric: .cosine)
    }
    #expect(NeighborTies(joining: parts) == ties)
  }
}
