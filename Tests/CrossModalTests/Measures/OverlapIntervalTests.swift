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

  // Two views of one latent point with noise: item i of the first space is item i of the second.
  private func views(_ items: Int, noise: Float, _ stream: inout RandomStream) -> (
    Matrix<Float>, Matrix<Float>
  ) {
    let rows = Matrix<Float>(rows: items, columns: 5) { _, _ in Float(stream.normal()) }
    func view(_ stream: inout RandomStream) -> Matrix<Float> {
      Matrix(rows: items, columns: 5) { rows[$0, $1] + noise * Float(stream.normal()) }
    }
    return (view(&stream), view(&stream))
  }

  /// What is called 95 % holds the expected overlap in 92 to 98 % of 400 fixed samples of 200 items, with and without self.
  @Test(arguments: zip([Metric.cosine, .euclidean], [5, 10])) func coverage(_ metric: Metric, _ k: Int) {
    var stream = RandomStream(StreamKey(seed: 11).adding(metric.rawValue).adding(k))
    var drawn: [(mean: Double, spread: OverlapSpread?)] = []
    var withSelf: [(mean: Double, spread: OverlapSpread?)] = []
    for draw in 0..<400 {
      let (x, y) = views(200, noise: 0.4, &stream)
      let length = OverlapInterval.length(k: k, items: 200)
      let search = NeighborSearch(k: length, metric: metric, includesSelf: false)
      let (a, b) = (search.neighbors(of: x.view), search.neighbors(of: y.view))
      let key = StreamKey(seed: 12).adding(draw)
      func interval(_ k: Int, _ includesSelf: Bool) -> OverlapSpread? {
        OverlapInterval.interval(
          first: a, second: b, k: k, includesSelf: includesSelf, samples: 40, key: key
        ).spread
      }
      let mean = NeighborOverlap(a.nearest(k), b.nearest(k)).mean
      drawn.append((mean, interval(k, false)))
      if draw < 5 { withSelf.append(((1 + Double(k) * mean) / Double(k + 1), interval(k + 1, true))) }
    }
    let truth = drawn.reduce(0) { $0 + $1.mean } / 400
    let held = drawn.count { $0.spread.map { ($0.from...$0.to).contains(truth) } ?? false }
    #expect((368...392).contains(held), "\(held) of 400")
    // With self the interval is the same on another scale.
    for (own, other) in zip(withSelf, drawn) {
      let (one, two) = (own.spread?.standardError ?? -1, other.spread?.standardError ?? -2)
      #expect(abs(one - two * Double(k) / Double(k + 1)) < 1e-12)
      #expect(abs((own.spread?.from ?? -1) + (own.spread?.to ?? -1) - 2 * own.mean) < 1e-12)
    }
  }

  @Test("where counts are too few there is no interval, and why") func refusals() {
    var stream = RandomStream(StreamKey(seed: 13))
    func lists(_ items: Int, _ length: Int) -> NeighborTable {
      NeighborTables.random(items, k: length, includesSelf: false, &stream)
    }
    func reason(_ a: NeighborTable, _ b: NeighborTable, _ k: Int, includesSelf: Bool = false) -> String? {
      OverlapInterval.interval(
        first: a, second: b, k: k, includesSelf: includesSelf, key: StreamKey(seed: 1)
      ).reason
    }
    #expect(
      reason(lists(60, 5), lists(60, 5), 1, includesSelf: true)
        == "the item itself is the only neighbor counted")
    #expect(reason(lists(60, 20), lists(60, 20), 7) == "60 items: at k = 7 an interval takes 70")
    #expect(
      reason(lists(100, 20), lists(100, 20), 5)
        == "the lists hold 20 neighbors: at k = 5 an interval takes 53")
    #expect(
      reason(lists(60, 59), lists(60, 59), 1)?.contains("neighbors are shared: an interval takes 25") == true)
    let same = lists(60, 59)
    #expect(reason(same, same, 3) == "0 neighbors are not shared: an interval takes 25")
  }
}
