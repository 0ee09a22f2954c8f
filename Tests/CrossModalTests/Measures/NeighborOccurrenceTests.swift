import Testing

@testable import CrossModal
@testable import Dense

@Suite struct NeighborOccurrenceTests {
  @Test func byHand() {
    // Everybody's neighbor is item 0, item 0's is item 1.
    let star = NeighborTable(items: 4, k: 1, includesSelf: false, indices: [1, 0, 0, 0])
    let occurrence = NeighborOccurrence(star, items: 4)
    #expect(occurrence.counts == [3, 1, 0, 0])
    #expect(occurrence.maximum == 3 && occurrence.never == 2)
    // Differences from the mean 1: 2, 0, −1, −1; Σ² = 6, Σ³ = 6; S = (6/4) / (6/4)^1.5.
    #expect(abs((occurrence.skewness ?? 0) - 1 / 1.5.squareRoot()) < 1e-15)
    let ring = NeighborTable(items: 3, k: 1, includesSelf: false, indices: [1, 2, 0])
    #expect(NeighborOccurrence(ring, items: 3).skewness == nil)
  }

  @Test func equalsCountingForEachItem() {
    var stream = RandomStream(StreamKey(seed: 3))
    let table = NeighborTables.random(50, k: 7, includesSelf: false, &stream)
    let occurrence = NeighborOccurrence(table, items: 50)
    let counts = (0..<50).map { item in (0..<50).count { table[$0].contains(Int32(item)) } }
    #expect(occurrence.counts == counts && counts.reduce(0, +) == 350)
  }

  @Test func highDimensionsHaveHubs() {
    func skewness(_ dimensions: Int) -> Double {
      var stream = RandomStream(StreamKey(seed: 4))
      let rows = Matrix<Float>(rows: 1000, columns: dimensions) { _, _ in Float(stream.normal()) }
      let table = NeighborSearch(k: 5, metric: .euclidean, includesSelf: false).neighbors(of: rows.view)
      return NeighborOccurrence(table, items: 1000).skewness ?? 0
    }
    #expect(skewness(100) > skewness(3) + 1)
  }
}
