import ArgumentParser
import CrossModal
import Dense
import Foundation

/// How often 95 % intervals hold the expected value, on made-up spaces that are drawn again and again.
struct CoverageBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "How many of the 95 % intervals of the neighbor overlap hold the expected overlap.",
    discussion: """
      Two noisy views of one latent point are drawn, n items at a time; the expected overlap is the mean over all draws. \
      The table has the share of draws whose interval holds it, and the mean standard error over the standard deviation \
      of the overlap. A share of m draws has a standard error of 2.2 points at m = 100, 1.1 at 400.
      """)

  @Option(parsing: .upToNextOption, help: "Numbers of items.") var items = [200, 600, 2000]
  @Option(parsing: .upToNextOption, help: "Numbers of neighbors.") var k = [1, 5, 10]
  @Option(help: "Draws of each space; by default 80,000 over the items, 100 to 400.") var draws: Int?
  @Option(help: "Cuts into halves of each draw.") var cuts = 100
  @Option(help: "Seed of the draws.") var seed: UInt64 = 1

  /// What a pair of spaces is drawn from.
  enum Space: String, CaseIterable {
    case alike = "normal, alike"
    case apart = "normal, apart"
    case clustered = "clusters"

    func draw(_ items: Int, _ stream: inout RandomStream) -> (Matrix<Float>, Matrix<Float>) {
      let noise: Float = self == .apart ? 1.5 : self == .clustered ? 0.5 : 0.3
      let latent = Matrix<Float>(rows: items, columns: 5) { _, _ in Float(stream.normal()) }
      let center = (0..<items).map { _ in self == .clustered ? stream.below(6) : 0 }
      func view() -> Matrix<Float> {
        Matrix(rows: items, columns: 8) { row, column in
          let shared = column < 5 ? latent[row, column] : 0
          let place: Float = self == .clustered && column == center[row] ? 4 : 0
          return shared + place + noise * Float(stream.normal())
        }
      }
      return (view(), view())
    }
  }

  private struct Counted {
    var mean: Double
    var spread: OverlapSpread?
  }

  func run() throws {
    guard items.allSatisfy({ $0 >= 10 && $0 <= 100_000 }), cuts >= 1, draws.map({ $0 >= 2 }) ?? true,
      k.allSatisfy({ $0 >= 1 && $0 <= 1000 })
    else {
      throw BenchFailure(
        code: 64,
        message: "allowed are --items from 10 to 100000, --k from 1 to 1000, --cuts from 1, --draws from 2")
    }
    print("space            metric      items    k  self  overlap   draws  holds %   error/sd")
    for items in items {
      for space in Space.allCases {
        for metric in Metric.allCases { measure(space, metric, items) }
      }
    }
  }

  private func measure(_ space: Space, _ metric: Metric, _ items: Int) {
    let draws = draws ?? min(max(80_000 / items, 100), 400)
    let counts = k.filter { HalfSamples.allows(k: $0, items: items) }
    guard let longest = counts.max() else { return }
    let search = NeighborSearch(
      k: OverlapInterval.length(k: longest, items: items), metric: metric, includesSelf: false)
    var stream = RandomStream(
      StreamKey(seed: seed).adding(space.rawValue).adding(metric.rawValue).adding(items))
    var found = [[Counted]](repeating: [], count: counts.count)
    for draw in 0..<draws {
      let (x, y) = space.draw(items, &stream)
      let (a, b) = (search.neighbors(of: x.view), search.neighbors(of: y.view))
      for (place, k) in counts.enumerated() {
        let interval = OverlapInterval.interval(
          first: a, second: b, k: k, includesSelf: false, samples: cuts,
          key: StreamKey(seed: seed).adding("halves").adding(draw))
        found[place].append(
          Counted(mean: NeighborOverlap(a.nearest(k), b.nearest(k)).mean, spread: interval.spread))
      }
    }
    for (place, k) in counts.enumerated() {
      row(space, metric, items, k, "no", found[place])
      // mNNO of one neighbor more is this one on another scale.
      let scale = Double(k) / Double(k + 1)
      row(
        space, metric, items, k + 1, "yes",
        found[place].map { one in
          let mean = (1 + Double(k) * one.mean) / Double(k + 1)
          return Counted(
            mean: mean,
            spread: one.spread.map { OverlapSpread(mean, standardError: $0.standardError * scale) })
        })
    }
  }

  private func row(
    _ space: Space, _ metric: Metric, _ items: Int, _ k: Int, _ includesSelf: String, _ found: [Counted]
  ) {
    let truth = found.reduce(0) { $0 + $1.mean } / Double(found.count)
    let squares = found.reduce(0) { $0 + ($1.mean - truth) * ($1.mean - truth) }
    let deviation = (squares / Double(found.count - 1)).squareRoot()
    let spreads = found.compactMap(\.spread)
    let errors =
      spreads.reduce(0) { $0 + $1.standardError * $1.standardError } / Double(max(spreads.count, 1))
    let held = spreads.count { $0.from <= truth && truth <= $0.to }
    let words = [
      space.rawValue.padding(toLength: 16, withPad: " ", startingAt: 0),
      metric.rawValue.padding(toLength: 10, withPad: " ", startingAt: 0),
      String(format: "%6d %4d", items, k), includesSelf.padding(toLength: 5, withPad: " ", startingAt: 0),
      String(format: "%7.4f %7d", truth, spreads.count),
      2 * spreads.count < found.count
        ? "  none: too few neighbors are shared"
        : String(
          format: "%8.1f %10.2f", 100 * Double(held) / Double(spreads.count), errors.squareRoot() / deviation),
    ]
    print(words.joined(separator: " "))
  }
}
