import Testing

@testable import Dense

@Suite struct NeighborTableTests {
  @Test func byHand() {
    let table = NeighborTable(items: 2, k: 3, includesSelf: true, indices: [0, 4, 1, 3, 2, 0])
    #expect(table.nearest(2).indices == [0, 4, 3, 2])
    // Item 0 is in its list; item 1 was crowded out of its own.
    #expect(table.excludingSelf().indices == [4, 1, 3, 2])
    #expect(table.excludingSelf(rows: [4, 2]).indices == [0, 1, 3, 0])
  }

  @Test(arguments: NeighborData.allCases)
  func equalsSearchesOfTheirOwn(_ data: NeighborData) {
    let rows = data.rows(120, 6)
    for metric in Metric.allCases {
      let table = NeighborSearch(k: 21, metric: metric).neighbors(of: rows.view)
      for k in [1, 10, 20] {
        let own = NeighborSearch(k: k, metric: metric).neighbors(of: rows.view)
        let others = NeighborSearch(k: k, metric: metric, includesSelf: false).neighbors(of: rows.view)
        #expect(table.nearest(k) == own)
        #expect(table.excludingSelf().nearest(k) == others)
      }
    }
  }

  @Test func groupMembersByHand() {
    let table = NeighborTable(items: 3, k: 3, includesSelf: true, indices: [0, 1, 2, 1, 0, 2, 2, 1, 0])
    // Items 0 and 1 are one group: each stays in its own list.
    let kept = table.withoutGroupMembers(2, groups: [5, 5, 9])
    #expect(kept.indices == [0, 2, 1, 2, 2, 1] && kept.k == 2 && kept.includesSelf)
  }

  /// The same as sorting all items outside the group by their distance.
  @Test(arguments: [true, false])
  func equalsASearchThatNeverSawTheGroup(includesSelf: Bool) {
    let rows = NeighborData.normal.rows(60, 4)
    let groups = (0..<60).map { ($0 * 7) % 13 }
    let largest = 5
    for metric in [Metric.cosine, .euclidean] {
      let table = NeighborSearch(k: 8 + largest - 1, metric: metric, includesSelf: includesSelf)
        .neighbors(of: rows.view)
        .withoutGroupMembers(8, groups: groups)
      for item in 0..<60 {
        let others = (0..<60).filter { groups[$0] != groups[item] }
        let sorted = others.sorted {
          let (a, b) = (
            exactDistance(rows.view.row(item), rows.view.row($0), metric),
            exactDistance(rows.view.row(item), rows.view.row($1), metric)
          )
          return (a, $0) < (b, $1)
        }
        let expected = (includesSelf ? [item] : []) + sorted
        #expect(table[item].map(Int.init) == Array(expected.prefix(8)))
      }
    }
  }
}
