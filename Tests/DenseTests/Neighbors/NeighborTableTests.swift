import Testing

@testable import Dense

@Suite struct NeighborTableTests {
  @Test func byHand() {
    let table = NeighborTable(items: 2, k: 3, includesSelf: true, indices: [0, 4, 1, 3, 2, 0])
    #expect(table.nearest(2).indices == [0, 4, 3, 2])
    // Item 0 stands in its list; item 1 was crowded out of its own.
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
}
