import Testing

@testable import Dense

@Suite struct NeighborSearchTests {
  // Four points on a line and a duplicate.
  static let line = Matrix<Float>([[0], [1], [3], [7], [1]])

  @Test func byHandWithSelf() {
    let table = NeighborSearch(k: 3, metric: .euclidean).neighbors(of: Self.line.view)
    #expect(table.indices == [0, 1, 4, 1, 4, 0, 2, 1, 4, 3, 2, 1, 4, 1, 0])
    #expect(table.includesSelf)
  }

  @Test func byHandWithoutSelf() {
    let table = NeighborSearch(k: 2, metric: .euclidean, includesSelf: false).neighbors(of: Self.line.view)
    #expect(table.indices == [1, 4, 4, 0, 1, 4, 2, 1, 1, 0])
  }

  @Test func anItemIsFirstAmongItsEquals() {
    let equal = Matrix<Float>(rows: 5, columns: 2) { _, column in Float(column + 1) }
    for metric in Metric.allCases {
      let table = NeighborSearch(k: 2, metric: metric).neighbors(of: equal.view)
      #expect(table.indices == [0, 1, 1, 0, 2, 0, 3, 0, 4, 0])
      let part = NeighborSearch(k: 2, metric: metric).result(of: equal.view, rows: 3..<5).table
      #expect(part.indices == [3, 0, 4, 0])
      let inDouble = NeighborSearch(k: 2, metric: metric).neighbors(of: equal.converted(to: Double.self).view)
      #expect(inDouble == table)
    }
  }

  @Test func zeroRowUnderCosine() {
    let rows = Matrix<Float>([[1, 0], [0, 1], [0, 0], [-1, 0]])
    let table = NeighborSearch(k: 2, metric: .cosine).neighbors(of: rows.view)
    #expect(table.indices == [0, 1, 1, 0, 2, 0, 3, 1])
    let without = NeighborSearch(k: 2, metric: .cosine, includesSelf: false).neighbors(of: rows.view)
    #expect(without.indices == [1, 2, 0, 2, 0, 1, 1, 2])
  }

  @Test func aMultipleIsNotBeforeTheRowItself() {
    // Roundings put some multiples of a row before it; none of them is nearer.
    let rows = Matrix<Float>(rows: 40, columns: 7) { Float($0 + 1) * Float([3, 1, 4, 1, 5, 9, 2][$1]) }
    let table = NeighborSearch(k: 3, metric: .cosine).neighbors(of: rows.view)
    #expect((0..<40).allSatisfy { table[$0].first == Int32($0) })
  }

  @Test func byInnerProductLongerRowsAreNearer() {
    // Products with row 1: 2, 2, 4, 2. It comes after row 2, before rows 0 and 3. With row 3: 2, 2, 4, 4.
    let rows = Matrix<Float>([[1, 1], [1, 1], [2, 2], [2, 0]])
    for k in 1...4 {
      let table = NeighborSearch(k: k, metric: .innerProduct).neighbors(of: rows.view)
      #expect(Array(table[1]) == [2, 1, 0, 3].prefix(k).map(Int32.init))
      #expect(Array(table[3]) == [3, 2, 0, 1].prefix(k).map(Int32.init))
    }
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
    #expect(table.indices == [0, 1, 4, 1, 4, 0, 2, 1, 4, 3, 2, 1, 4, 1, 0])
  }
}
