import Testing

@testable import CrossModal
@testable import Dense

@Suite struct OverlapCurveTests {
  @Test func byHand() {
    // K = 1: items 0 and 1 share their first neighbor. K = 2: 1 + 2 + 1.
    let curve = OverlapCurve(NeighborTables.first, NeighborTables.second)
    #expect(curve.shared == [2, 4])
    #expect(curve.mean(1) == 2.0 / 3 && curve.mean(2) == 4.0 / 6)
    #expect(curve.items == 3 && curve.includesSelf)
  }

  @Test func equalsTheOverlapOfTheTablesCutToK() {
    var stream = RandomStream(StreamKey(seed: 1))
    for includesSelf in [true, false] {
      let first = NeighborTables.random(60, k: 25, includesSelf: includesSelf, &stream)
      let second = NeighborTables.random(60, k: 25, includesSelf: includesSelf, &stream)
      let curve = OverlapCurve(first, second)
      for k in 1...25 {
        let overlap = NeighborOverlap(first.nearest(k), second.nearest(k))
        #expect(curve.shared[k - 1] == overlap.shared.reduce(0, +))
        #expect(curve.mean(k) == overlap.mean)
      }
    }
  }

  @Test func listsOfAPartOfTheItems() {
    let part = NeighborTable(items: 1, k: 2, includesSelf: true, indices: [9, 4])
    #expect(OverlapCurve(part, part).shared == [1, 2])
    #expect(NeighborOverlap(part, part).shared == [2])
  }
}
