import Dense
import Testing

@testable import CrossModal

@Suite struct RowClassesTests {
  private func classes(_ rows: [[Float]]) -> RowClasses {
    RowClasses(Matrix<Float>(rows: rows.count, columns: rows[0].count) { rows[$0][$1] }.view)
  }

  @Test func byHand() {
    let first = classes([[1, 2], [0, 0], [1, 2], [3, 4], [-0.0, 0]])
    #expect(first.numbers == [0, 1, 0, 2, 1])
    #expect(first.repeated == 4 && first.repeatedApart(nil) == 4)
    let second = classes([[5], [5], [5], [6], [7]])
    #expect(second.numbers == [0, 0, 0, 1, 2] && second.repeated == 3)
    // Of both sides only items 0 and 2 are alike.
    #expect(RowClasses(first, second).numbers == [0, 1, 0, 2, 3])
    #expect(RowClasses(first, second).repeated == 2)
  }

  @Test func groupsKeepRowsTogether() {
    let rows = classes([[1], [1], [2], [2], [3], [1]])
    // The ones are in two groups, the twos in one.
    #expect(rows.repeated == 5)
    #expect(rows.repeatedApart([0, 0, 1, 1, 2, 2]) == 3)
    #expect(rows.repeatedApart([0, 0, 1, 1, 2, 0]) == 0)
    #expect(rows.repeatedApart([0, 1, 2, 3, 4, 5]) == 5)
  }

  @Test func equalsTheCountOfRowFacts() {
    var stream = RandomStream(StreamKey(seed: 5))
    let rows = Matrix<Float>(rows: 300, columns: 3) { _, _ in Float(stream.below(4)) }
    #expect(RowClasses(rows.view).repeated == RowFacts(rows).repeatedRows)
    #expect(RowFacts(rows).repeatedRows > 0)
  }
}
