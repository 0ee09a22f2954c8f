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
      Pairs of spaces are drawn, n items at a time; the expected overlap is the mean over all draws. A cell has the share of \
      the draws with an interval whose interval holds it, in percent, and in brackets the mean standard error over the \
      standard deviation of the overlap; – where fewer than half of the draws have an interval. K = k + 1 with self has the \
      same intervals on another scale. A share of m draws has a standard error of 0.7 points at m = 1,000, 1.1 at 400, 2.2 \
      at 100. --surface: the intervals of subsets of n/2 and n/5 items.
      """)

  @Option(parsing: .upToNextOption, help: "Numbers of items.") var items = [200, 600, 2000]
  @Option(parsing: .upToNextOption, help: "Numbers of neighbors, without self; n/10 is added.") var k = [
    1, 3, 5, 10,
  ]
  @Option(help: "Draws of each space; by default 200,000 over the items, 100 to 1,000.") var draws: Int?
  @Option(help: "Seed of the draws.") var seed: UInt64 = 1
  @Flag(help: "The surface: subsets of n/2 and n/5 items.") var surface = false

  private struct Counted {
    var mean: Double
    var spread: OverlapSpread?
  }

  func run() throws {
    guard items.allSatisfy({ $0 >= 10 && $0 <= 100_000 }), draws.map({ $0 >= 2 }) ?? true,
      k.allSatisfy({ $0 >= 1 && $0 <= 1000 })
    else {
      throw BenchFailure(
        code: 64, message: "--items must be from 10 to 100000, --k from 1 to 1000, --draws at least 2")
    }
    let columns =
      surface
      ? ["n/2, k=10", "n/2, 5%", "n/5, k=10", "n/5, 5%", "n/5, 10%"] : k.map { "k=\($0)" } + ["k=n/10"]
    print("| spaces | metric | items | draws | " + columns.joined(separator: " | ") + " |")
    print("|---|---|---:|---:|" + String(repeating: "---:|", count: columns.count))
    for items in items {
      let draws = draws ?? min(max(200_000 / items, 100), 1000)
      for space in CoverageSpaces.allCases {
        let cells = (surface ? ofSubsets(space, items, draws) : ofAll(space, items, draws)).map(cell)
        let words = [space.rawValue, space.metric.rawValue, "\(items)", "\(draws)"] + cells
        print("| " + words.joined(separator: " | ") + " |")
      }
    }
  }

  // Of every column the draws.
  private func ofAll(_ space: CoverageSpaces, _ items: Int, _ draws: Int) -> [[Counted]] {
    let counts = (k + [items / 10]).map { OverlapInterval.allows(k: $0, items: items) ? $0 : nil }
    let longest = OverlapInterval.length(k: counts.compactMap { $0 }.max() ?? 1, items: items)
    let search = NeighborSearch(k: longest, metric: space.metric, includesSelf: false)
    return drawn(space, items, draws) { x, y, _ in
      let (a, b) = (search.neighbors(of: x.view), search.neighbors(of: y.view))
      return counts.map { k in
        guard let k else { return nil }
        let interval = OverlapInterval.interval(first: a, second: b, k: k, includesSelf: false)
        return Counted(mean: NeighborOverlap(a.nearest(k), b.nearest(k)).mean, spread: interval.spread)
      }
    }
  }

  private func ofSubsets(_ space: CoverageSpaces, _ items: Int, _ draws: Int) -> [[Counted]] {
    let wanted: [(Int, NeighborCount)] = [
      (items / 2, .number(10)), (items / 2, .percent(5)), (items / 5, .number(10)), (items / 5, .percent(5)),
      (items / 5, .percent(10)),
    ]
    return drawn(space, items, draws) { x, y, draw in
      let surface = OverlapSurface(
        first: MeasuredRows(x.view), second: MeasuredRows(y.view), metric: space.metric,
        sizes: [items / 2, items / 5], counts: [10], shares: [0.05, 0.1],
        key: StreamKey(seed: seed).adding("surface").adding(draw))
      return wanted.map { size, column in
        surface.cell(items: size, column).map { Counted(mean: $0.value, spread: $0.spread) }
      }
    }
  }

  private func drawn(
    _ space: CoverageSpaces, _ items: Int, _ draws: Int,
    _ measure: (Matrix<Float>, Matrix<Float>, Int) -> [Counted?]
  ) -> [[Counted]] {
    var stream = RandomStream(
      StreamKey(seed: seed).adding(space.rawValue).adding(space.metric.rawValue).adding(items))
    var found: [[Counted]] = []
    for draw in 0..<draws {
      let (x, y) = space.draw(items, &stream)
      let measured = measure(x, y, draw)
      if found.isEmpty { found = measured.map { _ in [] } }
      for (column, one) in measured.enumerated() { if let one { found[column].append(one) } }
    }
    return found
  }

  private func cell(_ found: [Counted]) -> String {
    guard found.count > 1 else { return "" }
    let truth = found.reduce(0) { $0 + $1.mean } / Double(found.count)
    let squares = found.reduce(0) { $0 + ($1.mean - truth) * ($1.mean - truth) }
    let deviation = (squares / Double(found.count - 1)).squareRoot()
    let spreads = found.compactMap(\.spread)
    guard 2 * spreads.count >= found.count else { return "–" }
    let errors = spreads.reduce(0) { $0 + $1.standardError * $1.standardError } / Double(spreads.count)
    let held = spreads.count { $0.range.contains(truth) }
    return String(
      format: "%.1f (%.2f)", 100 * Double(held) / Double(spreads.count), errors.squareRoot() / deviation)
  }
}
