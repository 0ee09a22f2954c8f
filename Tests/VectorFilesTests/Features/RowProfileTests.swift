import Testing

@testable import Dense
@testable import VectorFiles

@Suite struct RowProfileTests {
  private func profile(_ rows: [[Float]]) -> RowProfile {
    var profile = RowProfile(columns: rows.first?.count ?? 0)
    for row in rows { row.withUnsafeBufferPointer { profile.add($0) } }
    return profile
  }

  @Test func findsByHand() {
    let found = profile([
      [3, 4, 1], [0, -0.0, 0], [.nan, 1, 1], [3, 4, 1], [-.infinity, .nan, 1], [0, 0, 0],
    ])
    #expect(found.rows == 6)
    #expect(found.notANumber == .init(row: 3, column: 1, count: 2))
    #expect(found.infinite == .init(row: 5, column: 1))
    #expect(found.zeroRows == .init(row: 2, column: 0, count: 2))
    #expect(found.repeatedRows == .init(row: 4, column: 0, earlierRow: 1, count: 2))
    #expect(found.range == 0...4 && found.norms?.lowerBound == Double(26).squareRoot())
    #expect(found.constantColumns.isEmpty)
    #expect(profile([[1, 2], [1, 3]]).constantColumns == [0] && profile([[1, 2]]).constantColumns.isEmpty)
  }

  @Test func agreesWithANaiveTwin() {
    var stream = RandomStream(StreamKey(seed: 3).adding("profiles"))
    for _ in 0..<200 {
      let (rows, columns) = (2 + stream.below(12), 1 + stream.below(3))
      let numbers = (0..<rows).map { _ in (0..<columns).map { _ in Float(stream.below(3)) - 1 } }
      let found = profile(numbers)
      #expect(found.zeroRows?.count ?? 0 == numbers.count { $0.allSatisfy { $0 == 0 } })
      #expect(found.repeatedRows?.count ?? 0 == rows - Set(numbers).count)
      #expect(
        found.constantColumns == (0..<columns).filter { column in Set(numbers.map { $0[column] }).count == 1 }
      )
      #expect(
        found.range?.lowerBound == numbers.joined().min() && found.range?.upperBound == numbers.joined().max()
      )
    }
  }
}
