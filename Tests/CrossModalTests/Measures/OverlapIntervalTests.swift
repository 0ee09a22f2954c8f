import Testing

@testable import CrossModal
@testable import Dense

@Suite struct OverlapIntervalTests {
  @Test func percentiles() {
    let values = (1...100).map { Double($0) }.reversed()
    #expect(PercentileInterval.interval(Array(values), confidence: 0.95) == 3...98)
    #expect(PercentileInterval.interval(Array(values), confidence: 0.9) == 5...96)
    #expect(PercentileInterval.interval([7], confidence: 0.95) == 7...7)
    #expect(PercentileInterval.interval([], confidence: 0.95) == nil)
  }

  @Test func sampledByHand() throws {
    // Overlaps 1/2, 1, 1/2 of 12 items: mean 2/3, s² = 1/12; error √(1/12 / 3 · (1 − 3/12)).
    let overlap = NeighborOverlap(NeighborTables.first, NeighborTables.second)
    let interval = try #require(overlap.sampledInterval(population: 12))
    let error = 1.959964 * (1.0 / 12 / 3 * 0.75).squareRoot()
    #expect(abs(interval.lowerBound - (2.0 / 3 - error)) < 1e-12)
    #expect(abs(interval.upperBound - (2.0 / 3 + error)) < 1e-12)
    #expect(overlap.sampledInterval(population: 3) == overlap.mean...overlap.mean)
  }

  /// The interval of a sample from a population holds the mean of the population in about 95 % of the samples.
  @Test func sampledCoverage() throws {
    var stream = RandomStream(StreamKey(seed: 9))
    let items = 2000
    let rows = Matrix<Float>(rows: items, columns: 6) { _, _ in Float(stream.normal()) }
    let noisy = Matrix<Float>(rows: items, columns: 6) { rows[$0, $1] + Float(0.5 * stream.normal()) }
    let pair = PairedNeighbors(rows.view, noisy.view, metrics: [.cosine], k: 11)
    let truth = NeighborOverlap(pair.lists[0].first, pair.lists[0].second).mean
    var held = 0
    for _ in 0..<100 {
      let chosen = stream.permutation(items).prefix(200).sorted()
      func part(_ table: NeighborTable) -> NeighborTable {
        NeighborTable(items: 200, k: 11, includesSelf: true, indices: chosen.flatMap { table[$0] })
      }
      let overlap = NeighborOverlap(part(pair.lists[0].first), part(pair.lists[0].second))
      if try #require(overlap.sampledInterval(population: items)).contains(truth) { held += 1 }
    }
    #expect(held >= 88)
  }

  @Test("where counts are too few there is no interval, and why") func refusals() {
    var stream = RandomStream(StreamKey(seed: 13))
    func lists(_ items: Int, _ length: Int) -> NeighborTable {
      NeighborTables.random(items, k: length, includesSelf: false, &stream)
    }
    func reason(_ a: NeighborTable, _ b: NeighborTable, _ k: Int, includesSelf: Bool = false) -> String? {
      OverlapInterval.interval(
        first: a, second: b, k: k, includesSelf: includesSelf
      ).reason
    }
    #expect(
      reason(lists(60, 5), lists(60, 5), 1, includesSelf: true)
        == "the item itself is the only neighbor counted")
    #expect(reason(lists(60, 20), lists(60, 20), 7) == "60 items: at k = 7 an interval takes 70")
    #expect(
      reason(lists(100, 6), lists(100, 6), 5)
        == "the lists hold 6 neighbors: at k = 5 an interval takes 7")
    #expect(
      reason(lists(60, 59), lists(60, 59), 1)?.contains("neighbors are shared: an interval takes 25") == true)
    let same = lists(60, 59)
    #expect(reason(same, same, 3) == "0 neighbors are not shared: an interval takes 25")
  }
}
