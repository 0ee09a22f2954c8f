import Testing

@testable import CrossModal
@testable import Dense

@Suite struct RowFactsTests {
  @Test func byHand() {
    // Rows 0, 2 and 5 are equal, also as zeros 1 and 3: −0 is 0.
    let rows = Matrix<Float>([[1, 2], [0, 0], [1, 2], [0, -0.0], [2, 1], [1, 2]])
    #expect(RowFacts(rows) == RowFacts(repeatedRows: 5, zeroRows: 2))
    #expect(RowFacts(rows.converted(to: Double.self)) == RowFacts(rows))
    #expect(RowFacts([rows.view.rows(0..<2), rows.view.rows(2..<6)]) == RowFacts(rows))
    #expect(RowFacts(rows.view.rows(0..<2)) == RowFacts(repeatedRows: 0, zeroRows: 1))
  }

  @Test func wordsForPeople() {
    #expect(RowFacts(repeatedRows: 3, zeroRows: 1).text == "3 equal rows, 1 zero row")
    #expect(RowFacts(repeatedRows: 2, zeroRows: 2).text == "2 equal rows, 2 zero rows")
    #expect(RowFacts(repeatedRows: 0, zeroRows: 0).text == nil)
  }

  /// Twin: every pair of rows compared.
  @Test func equalsAllPairs() {
    var stream = RandomStream(StreamKey(seed: 9))
    for columns in [0, 1, 2, 5] {
      for values in [1, 2, 4] {
        let rows = Matrix<Float>(rows: 60, columns: columns) { _, _ in Float(stream.below(values)) }
        let lists = (0..<60).map { row in (0..<columns).map { rows[row, $0] } }
        let repeated = lists.indices.count { one in
          lists.indices.contains { $0 != one && lists[$0] == lists[one] }
        }
        let zeros = lists.count { row in row.allSatisfy { $0 == 0 } }
        #expect(RowFacts(rows) == RowFacts(repeatedRows: repeated, zeroRows: zeros))
      }
    }
  }

  @Test func rowsWithoutAHashInCommonAreComparedByThemselves() {
    // Float numbers that differ in the last bit only are not equal.
    let rows = Matrix<Float>([[1], [Float(1).nextUp], [1]])
    #expect(RowFacts(rows).repeatedRows == 2)
  }
}
