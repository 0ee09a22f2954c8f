import Dense
import Testing

@testable import CrossModal

/// What is called 95 % holds the expected overlap in 92 to 98 % of fixed samples of 200 items: a part of what
/// `scripts/coverage.sh` simulates.
@Suite struct OverlapCoverageTests {
  enum Space: String, CaseIterable, Sendable {
    case alike, unrelated, tightClusters, unequalClusters, heavyTails, halfAlike

    func draw(_ items: Int, _ stream: inout RandomStream) -> (Matrix<Float>, Matrix<Float>) {
      func normal(_ columns: Int, _ stream: inout RandomStream) -> Matrix<Float> {
        Matrix(rows: items, columns: columns) { _, _ in Float(stream.normal()) }
      }
      func views(_ latent: Matrix<Float>, _ noise: Float, _ stream: inout RandomStream) -> (
        Matrix<Float>, Matrix<Float>
      ) {
        let (one, two) = (normal(latent.columns, &stream), normal(latent.columns, &stream))
        return (
          Matrix(rows: items, columns: latent.columns) { latent[$0, $1] + noise * one[$0, $1] },
          Matrix(rows: items, columns: latent.columns) { latent[$0, $1] + noise * two[$0, $1] }
        )
      }
      func clusters(_ sizes: [Int], inside: Float, _ stream: inout RandomStream) -> Matrix<Float> {
        var fixed = RandomStream(StreamKey(seed: 5))
        let centers = Matrix<Float>(rows: sizes.count, columns: 8) { _, _ in 4 * Float(fixed.normal()) }
        let shares = sizes.enumerated().flatMap { Array(repeating: $0, count: $1) }
        let own = normal(8, &stream)
        let cluster = (0..<items).map { _ in shares[stream.below(shares.count)] }
        return Matrix(rows: items, columns: 8) { centers[cluster[$0], $1] + inside * own[$0, $1] }
      }
      switch self {
      case .alike: return views(normal(5, &stream), 0.4, &stream)
      case .unrelated: return (normal(8, &stream), normal(8, &stream))
      case .tightClusters:
        return views(clusters(Array(repeating: 1, count: 20), inside: 0, &stream), 0.3, &stream)
      case .unequalClusters:
        return views(clusters([35, 20, 15, 10, 8, 6, 4, 2], inside: 0.5, &stream), 0.3, &stream)
      case .heavyTails:
        let (top, bottom) = (normal(4, &stream), normal(4, &stream))
        return views(
          Matrix(rows: items, columns: 4) { top[$0, $1] / (0.3 + abs(bottom[$0, $1])) }, 0.3, &stream)
      case .halfAlike:
        let (first, other) = (normal(6, &stream), normal(6, &stream))
        let isAlike = (0..<items).map { _ in stream.below(2) == 0 }
        let second = Matrix<Float>(rows: items, columns: 6) { isAlike[$0] ? first[$0, $1] : other[$0, $1] }
        return (first, views(second, 0.1, &stream).0)
      }
    }
  }

  @Test(arguments: Space.allCases) func coverage(_ space: Space) {
    let (items, draws, counts) = (200, 400, [1, 5, 10, 20])
    var stream = RandomStream(StreamKey(seed: 31).adding(space.rawValue))
    let search = NeighborSearch(k: 22, metric: .euclidean, includesSelf: false)
    var found = counts.map { _ in [(mean: Double, interval: OverlapInterval)]() }
    for draw in 0..<draws {
      let (x, y) = space.draw(items, &stream)
      let (a, b) = (search.neighbors(of: x.view), search.neighbors(of: y.view))
      for (place, k) in counts.enumerated() {
        let interval = OverlapInterval.interval(first: a, second: b, k: k, includesSelf: false)
        let mean = NeighborOverlap(a.nearest(k), b.nearest(k)).mean
        found[place].append((mean, interval))
        guard draw < 3 else { continue }
        // With self it is the same on another scale, and so holds as often.
        let own = OverlapInterval.interval(first: a, second: b, k: k + 1, includesSelf: true)
        #expect(own.spread == interval.spread?.countingSelf(others: k))
        #expect(own.spread?.range.contains((1 + Double(k) * mean) / Double(k + 1)) ?? true)
      }
    }
    for (k, found) in zip(counts, found) {
      let truth = found.reduce(0) { $0 + $1.mean } / Double(draws)
      let spreads = found.compactMap(\.interval.spread)
      // Most draws have too few shared neighbors: those that have enough are not samples of all.
      guard 2 * spreads.count >= draws else {
        #expect(truth * Double(items * k) < 30 && k < 5)
        continue
      }
      let held = Double(spreads.count { $0.range.contains(truth) }) / Double(spreads.count)
      #expect((0.92...0.98).contains(held), "\(space), k = \(k): \(held)")
    }
  }
}
