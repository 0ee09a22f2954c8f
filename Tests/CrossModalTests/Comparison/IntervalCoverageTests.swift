import Dense
import TestSupport
import Testing

@testable import CrossModal

/// Intervals that are called 95 % hold their score's mean over samples in about 95 of 100 samples.
@Suite struct IntervalCoverageTests {
  /// Two views of latent factors with noise of their own: p and q dimensions, `noise` standard deviations.
  private struct Generator {
    let first: Matrix<Double>
    let second: Matrix<Double>
    let noise: Double

    init(factors: Int, first p: Int, second q: Int, noise: Double, seed: UInt64) {
      var stream = RandomStream(StreamKey(seed: seed).adding("loadings"))
      first = Matrix(rows: factors, columns: p) { _, _ in stream.normal() }
      second = Matrix(rows: factors, columns: q) { _, _ in stream.normal() }
      self.noise = noise
    }

    func sample(_ items: Int, draw: Int) -> [ComparedSpace] {
      var stream = RandomStream(StreamKey(seed: 7).adding("draw").adding(draw))
      let latent = Matrix<Double>(rows: items, columns: first.rows) { _, _ in stream.normal() }
      return [first, second].map { loadings in
        var rows = product(latent, loadings)
        rows.withMutableElements { for place in $0.indices { $0[place] += noise * stream.normal() } }
        return ComparedSpace(
          name: "drawn", rows: MeasuredRows(rows.converted(to: Float.self).view), keepsCoordinates: false)
      }
    }
  }

  private static let measures: [ComparisonMeasure] = [
    .mutualNeighbors, .neighborOverlap, .debiasedKernelAlignment, .debiasedKernelAlignmentOfUnitRows,
    .cosineRankCorrelation,
  ]

  /// Of the draws with an interval, the share whose interval holds the mean of all draws, by measure.
  private static func coverage(_ generator: Generator, items: Int, draws: Int) throws
    -> [ComparisonMeasure: Double]
  {
    let request = ComparisonRequest(measures: measures, counts: [10], permutations: 0)
    var found: [ComparisonMeasure: [MeasuredScore]] = [:]
    for draw in 0..<draws {
      let spaces = generator.sample(items, draw: draw)
      for score in try SpaceComparison(spaces[0], spaces[1], request).scores {
        found[score.measure, default: []].append(score)
      }
    }
    return found.mapValues { scores in
      let values = scores.compactMap(\.value)
      let mean = values.reduce(0, +) / Double(values.count)
      let intervals = scores.compactMap(\.interval)
      return Double(intervals.count { $0.contains(mean) }) / Double(max(1, intervals.count))
    }
  }

  @Test("n = 200, 400 draws with clear and with weak signals", arguments: [(1.0, 4, 10, 15), (6, 8, 20, 30)])
  func intervalsHold(noise: Double, factors: Int, first: Int, second: Int) throws {
    let found = try Self.coverage(
      Generator(factors: factors, first: first, second: second, noise: noise, seed: 3), items: 200, draws: 400
    )
    for measure in Self.measures {
      let share = try #require(found[measure])
      #expect((0.92...0.98).contains(share), "\(measure.rawValue): \(share)")
    }
  }
}
