import Testing

@testable import Dense

@Suite struct NeighborSearchTests {
  // Four points on a line and a duplicate.
  static let line = Matrix<Float>([[0], [1], [3], [7], [1]])

  @Test func byHandWithSelf() {
    let table = NeighborSearch(k: 3, metric: .euclidean).neighbors(of: Self.line.view)
    #expect(table.indices == [0, 1, 4, 1, 4, 0, 2, 1, 4, 3, 2, 1, 1, 4, 0])
    #expect(table.includesSelf)
  }

  @Test func byHandWithoutSelf() {
    let table = NeighborSearch(k: 2, metric: .euclidean, includesSelf: false).neighbors(of: Self.line.view)
    #expect(table.indices == [1, 4, 4, 0, 1, 4, 2, 1, 1, 0])
  }

  @Test func duplicatesOfLowerIndexComeBeforeTheItem() {
    let equal = Matrix<Float>(rows: 5, columns: 2) { _, column in Float(column + 1) }
    for metric in Metric.allCases {
      let table = NeighborSearch(k: 2, metric: metric).neighbors(of: equal.view)
      #expect(table.indices == [0, 1, 0, 1, 0, 1, 0, 1, 0, 1])
    }
  }

  @Test func zeroRowUnderCosine() {
    let rows = Matrix<Float>([[1, 0], [0, 1], [0, 0], [-1, 0]])
    let table = NeighborSearch(k: 2, metric: .cosine).neighbors(of: rows.view)
    #expect(table.indices == [0, 1, 1, 0, 0, 1, 3, 1])
  }

  @Test func aMatrixIsAsGoodAsItsView() {
    let search = NeighborSearch(k: 2, metric: .euclidean)
    #expect(search.neighbors(of: Self.line) == search.neighbors(of: Self.line.view))
  }

  @Test func noNeighborsAreABugOfTheCaller() async {
    await #expect(processExitsWith: .failure) {
      var search = NeighborSearch(k: 2, metric: .euclidean)
      search.k = 0
    }
  }

  @Test func queries() {
    let queries = Matrix<Float>([[2.2], [-5]])
    let table = NeighborSearch(k: 2, metric: .euclidean).neighbors(of: queries.view, among: Self.line.view)
    #expect(table.indices == [2, 1, 0, 1])
    #expect(table.items == 2 && !table.includesSelf)
  }

  @Test func doubleRows() {
    let table = NeighborSearch(k: 3, metric: .euclidean).neighbors(
      of: Self.line.converted(to: Double.self).view)
    #expect(table.indices == [0, 1, 4, 1, 4, 0, 2, 1, 4, 3, 2, 1, 1, 4, 0])
  }
}
