import Dense
import Synchronization
import TestSupport
import Testing
import VectorFiles

@testable import CrossModal

@Suite struct OverlapSurfaceTests {
  /// Two views of the same latent rows.
  private static func views(_ items: Int, noise: Float, seed: UInt64 = 1) -> (MeasuredRows, MeasuredRows) {
    let latent = normalMatrix(items, 5, seed: seed, as: Float.self)
    func view(_ number: UInt64) -> MeasuredRows {
      let own = normalMatrix(items, 5, seed: seed &+ 100 &* number, as: Float.self)
      return MeasuredRows(
        Matrix<Float>(rows: items, columns: 5) { latent[$0, $1] + noise * own[$0, $1] }.view)
    }
    return (view(1), view(2))
  }

  private static func overlap(
    _ first: MeasuredRows, _ second: MeasuredRows, subset: [Int], k: Int, metric: Metric
  ) -> Double {
    let search = NeighborSearch(k: k, metric: metric, includesSelf: false)
    return NeighborOverlap(
      search.neighbors(of: Matrix(first.rounded, selecting: subset)),
      search.neighbors(of: Matrix(second.rounded, selecting: subset))
    ).mean
  }

  @Test(
    "cells are means of searches in the subsets, whether from lists, searched again, or searched",
    arguments: [Metric.cosine, .euclidean], [12, 60, 239])
  func cellsEqualSearches(metric: Metric, listLength: Int) throws {
    let (first, second) = (
      try LongListsTests.rows(240, 5, seed: 5, inDouble: false),
      try LongListsTests.rows(240, 4, seed: 6, inDouble: false)
    )
    let key = StreamKey(seed: 9)
    let surface = OverlapSurface(
      first: first, second: second, metric: metric, sizes: [240, 120, 48, 30], counts: [1, 7, 40],
      shares: [0.02, 0.1, 0.3], draws: 8, listLength: listLength, key: key, threads: 2)
    let subsets = RandomSubsets(items: 240, key: key.adding("surface"))
    // 40 of 30 items and 2 % of 30 and of 48 are no cells: 0.6 and 0.96 of a neighbor.
    #expect(surface.cells.count == 6 + 6 + 5 + 4 && surface.sizes == [240, 120, 48, 30])
    for cell in surface.cells {
      let blocks = 240 / cell.items
      #expect(cell.subsets % blocks == 0)
      let values = (0..<(cell.subsets / blocks)).flatMap { round in
        (0..<blocks).map {
          Self.overlap(
            first, second, subset: subsets.subset(size: cell.items, round: round, block: $0), k: cell.k,
            metric: metric)
        }
      }
      #expect(abs(cell.value - values.reduce(0, +) / Double(values.count)) < 1e-12, "\(cell)")
      #expect(cell.chance == Double(cell.k) / Double(cell.items - 1))
      if let share = cell.share { #expect(cell.k == Int((share * Double(cell.items)).rounded())) }
    }
    #expect((surface.searchedAgain > 0) == (listLength < 239))
  }

  @Test("blocks of a round share no item; the same size, round and block are the same subset") func subsets()
  {
    let subsets = RandomSubsets(items: 103, key: StreamKey(seed: 2))
    let round = (0..<5).map { subsets.subset(size: 20, round: 3, block: $0) }
    #expect(Set(round.joined()).count == 100 && round.allSatisfy { $0 == $0.sorted() && $0.count == 20 })
    #expect(subsets.subset(size: 20, round: 3, block: 1) == round[1])
    #expect(subsets.subset(size: 20, round: 4, block: 1) != round[1])
    #expect(subsets.subset(size: 103, round: 0, block: 0) == Array(0..<103))
  }

  @Test("no number depends on the threads; progress rises to 1") func threads() {
    let (first, second) = Self.views(300, noise: 0.5)
    let heard = Mutex<[Double]>([])
    let one = OverlapSurface(first: first, second: second, metric: .cosine, key: StreamKey(seed: 1)) { part in
      heard.withLock { $0.append(part) }
    }
    let several = OverlapSurface(
      first: first, second: second, metric: .cosine, key: StreamKey(seed: 1), threads: 3)
    #expect(one == several)
    let parts = heard.withLock { $0 }
    #expect(parts == parts.sorted() && abs((parts.last ?? 0) - 1) < 1e-9)
    #expect(one.listLength == 299)
  }

  @Test("a space and itself share everything; there is no spread") func identical() {
    let (first, _) = Self.views(240, noise: 0.5)
    let surface = OverlapSurface(first: first, second: first, metric: .euclidean, key: StreamKey(seed: 1))
    #expect(surface.cells.allSatisfy { $0.value == 1 && $0.aboveChance == 1 })
    #expect(surface.trendOfShares?.outcome == .flat && surface.trendOfCounts?.outcome == .flat)
  }

  @Test("views of one thing: flat at a fixed share, falling at fixed k; unrelated ones are at chance")
  func trends() throws {
    let (first, second) = Self.views(2000, noise: 0.6)
    let surface = OverlapSurface(
      first: first, second: second, metric: .euclidean, draws: 20, key: StreamKey(seed: 1), threads: 2)
    let (share, count) = (try #require(surface.trendOfShares), try #require(surface.trendOfCounts))
    #expect(share.outcome == .flat && share.small.share == 0.05 && share.small.items == 100)
    #expect(count.outcome == .falls && count.whole.k == 10)
    let (other, _) = Self.views(2000, noise: 0.6, seed: 77)
    let unrelated = OverlapSurface(
      first: first, second: other, metric: .euclidean, draws: 20, key: StreamKey(seed: 1), threads: 2)
    for cell in unrelated.cells where cell.k >= 5 {
      #expect(abs(cell.value - cell.chance) < max(0.01, 0.1 * cell.chance), "\(cell)")
      #expect(abs(cell.aboveChance) < 0.03)
    }
  }

  @Test("the spread of a size: items over disjoint subsets, pairs over rounds, by hand") func spreads() throws
  {
    let columns = [NeighborCount.number(1)]
    let plan = SubsetPlan(size: 100, columns: columns, reach: 99, items: 300, draws: 12)
    #expect(plan.blocks == 3 && plan.rounds == 4 && plan.neighbors == [1] && plan.searched == [false])
    let rounds = [[0.1, 0.2, 0.3], [0.2, 0.2, 0.2], [0.1, 0.2, 0.3], [0.0, 0.2, 0.4]]
    let sums = rounds.joined().enumerated().map { place, value in
      let variance = OverlapVariance(
        ofItems: place % 2 == 0 ? 0.002 : 0.004, ofPairs: 0.006, degreesOfFreedom: 40)
      return SubsetSums(
        values: [value], differences: [value - 0.1], variances: [place < 8 ? variance : nil], searchedAgain: 0
      )
    }
    let found = try #require(SubsetStatistics(plan: plan, sums: sums, column: 0))
    #expect(abs(found.mean - 0.2) < 1e-15 && found.subsets == 12)
    // Variances 0.01, 0, 0.01 and 0.04 in the rounds: mean 0.015. Less pairs 0.006 · 3/4 · 2/3; over 3 subsets: 0.004.
    let expected = OverlapSpread(0.2, variance: 0.004, degreesOfFreedom: 8)
    let spread = try #require(found.spread)
    #expect(abs(spread.standardError - 0.004.squareRoot()) < 1e-15)
    #expect(abs(spread.from - expected.from) < 1e-12 && abs(spread.to - expected.to) < 1e-12)
    // Variances 0.01, 0, 0.01 and 0.04 of the differences: mean 0.015; over 3 subsets.
    #expect(abs(try #require(found.errorOfDifference) - (0.015 / 3).squareRoot()) < 1e-15)
    // One round of three subsets compares too few for a difference.
    let few = SubsetPlan(size: 100, columns: columns, reach: 99, items: 300, draws: 3)
    let one = try #require(SubsetStatistics(plan: few, sums: Array(sums.prefix(3)), column: 0))
    #expect(one.errorOfDifference == nil && one.spread == nil)
    // 0.01 of 300 neighbors are too few shared ones.
    let rare = sums.map {
      SubsetSums(values: [0.01], differences: [nil], variances: $0.variances, searchedAgain: 0)
    }
    #expect(try #require(SubsetStatistics(plan: plan, sums: rare, column: 0)).spread == nil)
  }

  @Test("at n the interval is that of the overlap; k beyond a tenth has none") func intervals() throws {
    let (first, second) = Self.views(300, noise: 0.5)
    let surface = OverlapSurface(
      first: first, second: second, metric: .euclidean, sizes: [300, 150], counts: [5, 50], shares: [0.1],
      draws: 16, listLength: 60, key: StreamKey(seed: 1))
    let search = NeighborSearch(k: 32, metric: .euclidean, includesSelf: false)
    let (a, b) = (search.neighbors(of: first.rounded.view), search.neighbors(of: second.rounded.view))
    for (column, k) in [(NeighborCount.number(5), 5), (.percent(10), 30)] {
      let cell = try #require(surface.cell(items: 300, column))
      let expected = OverlapInterval.interval(first: a, second: b, k: k, includesSelf: false).spread
      #expect(cell.spread == expected && expected != nil)
      let half = try #require(surface.cell(items: 150, column)?.interval)
      #expect(half.lowerBound < half.upperBound)
    }
    #expect(surface.cell(items: 300, .number(50))?.interval == nil)
  }

  @Test("95 % intervals of 200 items hold in 92 to 98 % of 200 samples, of subsets in 92 % at least")
  func coverage() {
    var found: [[OverlapSurface.Cell]] = [[], [], []]
    for draw in 0..<200 {
      let (first, second) = Self.views(200, noise: 0.5, seed: 1000 &+ 977 &* UInt64(draw))
      let surface = OverlapSurface(
        first: first, second: second, metric: .euclidean, sizes: [200, 100, 40], counts: [4], shares: [],
        draws: 20, key: StreamKey(seed: 2).adding(draw))
      for (place, cell) in surface.cells.enumerated() { found[place].append(cell) }
    }
    for cells in found {
      let truth = cells.reduce(0) { $0 + $1.value } / Double(cells.count)
      let held = cells.count { $0.interval?.contains(truth) ?? false }
      // Those of subsets are careful: more of them hold.
      #expect(
        (184...(cells[0].items == 200 ? 196 : 200)).contains(held), "\(cells[0].items) items: \(held) of 200")
    }
  }

  @Test("too long lists are left out; what follows from lists is not searched") func plans() {
    let columns = [NeighborCount.number(5), .percent(10)]
    let plan = SubsetPlan(size: 50_000, columns: columns, reach: 300, items: 100_000, draws: 4)
    #expect(plan.neighbors == [5, nil] && plan.leftOut == ["k = 5000"] && plan.searched == [false, false])
    let smaller = SubsetPlan(size: 5_000, columns: columns, reach: 300, items: 100_000, draws: 4)
    #expect(smaller.neighbors == [5, 500] && smaller.searched == [false, true] && smaller.rounds == 1)
    #expect(smaller.longest(searched: true) == 500 && smaller.longest(searched: false) == 5)
    #expect(OverlapSurface.usualSizes(of: 1962) == [1962, 981, 392, 196, 98])
    #expect(
      OverlapSurface.listLength(items: 1962) == 1000 && OverlapSurface.listLength(items: 10_000) == 1500)
    #expect(OverlapSurface.listLength(items: 100_000) == 1000 && OverlapSurface.listLength(items: 8) == 7)
  }

  @Test(.enabled(if: RealData.has("iaprtc12"))) func iaprtc12() throws {
    let sets = try ["TS_vis_vgg128.csv", "TS_lang_biGRU.csv"].map {
      MeasuredRows(try FeatureTable.read(RealData.directory + "/iaprtc12/" + $0))
    }
    let surface = OverlapSurface(
      first: sets[0], second: sets[1], metric: .cosine, sizes: [1962, 400, 100], counts: [10], shares: [0.05],
      key: StreamKey(seed: 1), threads: 2)
    func value(_ items: Int, _ column: NeighborCount) throws -> Double {
      try #require(surface.cell(items: items, column)).value
    }
    // Means over other random subsets: a tolerance of a few of their standard errors.
    #expect(abs(try value(1962, .number(10)) - 0.082) < 5e-4)
    #expect(abs(try value(400, .number(10)) - 0.163) < 3e-3)
    #expect(abs(try value(100, .number(10)) - 0.278) < 6e-3)
    #expect(abs(try value(1962, .percent(5)) - 0.209) < 5e-4)
    #expect(abs(try value(400, .percent(5)) - 0.209) < 4e-3)
    #expect(abs(try value(100, .percent(5)) - 0.208) < 6e-3)
    #expect(surface.trendOfShares?.outcome == .flat && surface.trendOfCounts?.outcome == .falls)
  }
}
