import Testing

@testable import CrossModal
@testable import Dense

@Suite struct JaccardOverlapTests {
  @Test func byHand() {
    // 1 of 3, 2 of 2, 1 of 3 in the unions.
    let jaccard = NeighborOverlap(NeighborTables.first, NeighborTables.second).jaccard
    #expect(abs(jaccard - (1.0 / 3 + 1 + 1.0 / 3) / 3) < 1e-15)
  }

  @Test func equalsThatOfSets() {
    var stream = RandomStream(StreamKey(seed: 2))
    let first = NeighborTables.random(40, k: 12, includesSelf: true, &stream)
    let second = NeighborTables.random(40, k: 12, includesSelf: true, &stream)
    let overlap = NeighborOverlap(first, second)
    let mean =
      (0..<40).reduce(0.0) { sum, item in
        let (a, b) = (Set(first[item]), Set(second[item]))
        return sum + Double(a.intersection(b).count) / Double(a.union(b).count)
      } / 40
    #expect(abs(overlap.jaccard - mean) < 1e-14)
    #expect(overlap.jaccard <= overlap.mean)
    #expect(NeighborOverlap(first, first).jaccard == 1)
  }
}
