import Testing

@testable import CrossModal
@testable import Dense

@Suite struct RankCorrelationTests {
  @Test func byHand() {
    // Ranks 1 2 3 4 and 1 3 2 4: 1 − 6 · 2 / (4 · 15).
    #expect(RankCorrelation([1, 2, 5, 9], [0, 7, 3, 8]).value == 0.8)
    // Ties share their mean rank: 1.5 1.5 3 against 1 2 3.
    let tied = RankCorrelation([4, 4, 9], [1, 2, 3]).value ?? 0
    #expect(abs(tied - 0.75.squareRoot()) < 1e-15)
  }

  @Test func undefined() {
    #expect(RankCorrelation([], []).value == nil)
    #expect(RankCorrelation([1], [2]).value == nil)
    #expect(RankCorrelation([1, 1, 1], [1, 2, 3]).value == nil)
    #expect(RankCorrelation([1, 2, 3], [1, 2, 2]).value(counts: [0, 3, 5]) == nil)
  }

  @Test func agreesWithSciPy() throws {
    let cases: [MeasureGolden.Spearman] = try MeasureGolden.read("spearman")
    #expect(cases.count == 1000)
    for entry in cases {
      let value = RankCorrelation(entry.first, entry.second).value
      #expect((value == nil) == (entry.rho == nil))
      if let value, let rho = entry.rho { #expect(abs(value - rho) < 1e-12) }
    }
  }

  @Test func countsMeanRepetition() {
    var stream = RandomStream(StreamKey(seed: 3))
    for _ in 0..<200 {
      let count = 2 + stream.below(20)
      let first = (0..<count).map { _ in Double(stream.below(8)) }
      let second = (0..<count).map { _ in Double(stream.below(8)) }
      let counts = (0..<count).map { _ in stream.below(4) }
      let repeated = counts.indices.flatMap { Array(repeating: $0, count: counts[$0]) }
      let expected = RankCorrelation(repeated.map { first[$0] }, repeated.map { second[$0] }).value
      #expect(RankCorrelation(first, second).value(counts: counts) == expected)
    }
  }

  @Test func onlyOrderCounts() {
    var stream = RandomStream(StreamKey(seed: 4))
    let first = (0..<50).map { _ in stream.normal() }
    let second = (0..<50).map { _ in stream.normal() }
    let value = RankCorrelation(first, second).value
    #expect(RankCorrelation(first.map { 3 * $0 * $0 * $0 - 1 }, second).value == value)
    #expect(RankCorrelation(second, first).value == value)
    #expect(RankCorrelation(first.map { -$0 }, second).value == value.map { -$0 })
  }
}
