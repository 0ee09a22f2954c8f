import Testing

@testable import CrossModal
@testable import Dense

@Suite struct NeighborOverlapTests {
  @Test func byHand() {
    let first = NeighborTable(items: 3, k: 2, includesSelf: true, indices: [0, 1, 1, 2, 2, 0])
    let second = NeighborTable(items: 3, k: 2, includesSelf: true, indices: [0, 2, 1, 2, 0, 1])
    let overlap = NeighborOverlap(first, second)
    #expect(overlap.shared == [1, 2, 1])
    #expect(overlap.mean == 4.0 / 6)
    #expect(NeighborOverlap(first, first).mean == 1)
  }

  @Test func chanceOfThePaper() {
    // PAPER: 0.104 for 1,962 items, 0.121 for a fold of 393, 0.112 for 693, all with self and K = 10.
    for (items, expected) in [(1962, 0.1041), (393, 0.1207), (693, 0.1117)] {
      #expect(abs(NeighborOverlap.chance(k: 10, items: items, includesSelf: true) - expected) < 1e-4)
    }
    #expect(NeighborOverlap.chance(k: 10, items: 101, includesSelf: false) == 0.1)
  }

  @Test func randomTablesMeetChance() {
    // Uniform lists of k distinct others: the mean over many is the expected value.
    var stream = RandomStream(StreamKey(seed: 1))
    let (items, k) = (400, 10)
    func table(_ includesSelf: Bool) -> NeighborTable {
      NeighborTable(
        items: items, k: k, includesSelf: includesSelf,
        indices: (0..<items).flatMap { item -> [Int32] in
          let others = stream.permutation(items).filter { $0 != item }.map(Int32.init)
          return includesSelf ? [Int32(item)] + others.prefix(k - 1) : Array(others.prefix(k))
        })
    }
    for includesSelf in [true, false] {
      let means = (0..<20).map { _ in NeighborOverlap(table(includesSelf), table(includesSelf)).mean }
      let mean = means.reduce(0, +) / 20
      #expect(abs(mean - NeighborOverlap.chance(k: k, items: items, includesSelf: includesSelf)) < 0.002)
    }
  }
}
