import TestSupport
import Testing

@testable import Dense

/// Searches by whole numbers with a sample's first thresholds equal those of the reference path, which ``ExactnessTests``
/// compares with all pairs in Double.
@Suite struct IntegerSearchTests {
  static let paths = NeighborPath.allCases.filter(\.isAvailable)

  private func search(
    _ k: Int, _ metric: Metric, _ path: NeighborPath, self includesSelf: Bool, threads: Int = 1
  )
    -> NeighborSearch
  {
    var search = NeighborSearch(k: k, metric: metric, includesSelf: includesSelf, threads: threads)
    search.path = path
    return search
  }

  // Rows of 131 columns go by tiles, where the processor has them.
  @Test(arguments: NeighborData.allCases, [9, 131])
  func withASample(_ data: NeighborData, columns: Int) {
    // The least number of rows that are sampled is 768.
    let rows = data.rows(780, columns)
    let queries = NeighborData.heavy.rows(70, columns)
    for metric in Metric.allCases {
      let expected = search(9, metric, .openblas, self: false).neighbors(of: rows).indices
      let among = search(9, metric, .openblas, self: false).neighbors(of: queries, among: rows).indices
      for path in Self.paths where path != .openblas {
        let found = search(9, metric, path, self: false, threads: 2).neighbors(of: rows)
        #expect(found.indices == expected, "\(data) \(metric) \(path)")
        #expect(search(9, metric, path, self: false).neighbors(of: queries, among: rows).indices == among)
      }
    }
  }

  @Test("rows that differ by less than Float tells are resolved by whole numbers all the same")
  func nearlyConstant() {
    let noise = NeighborData.normal.rows(1500, 77)
    let rows = Matrix<Float>(rows: 1500, columns: 77) { 1 + 1e-4 * noise[$0, $1] }
    let expected = search(10, .cosine, .openblas, self: false).neighbors(of: rows).indices
    for path in [NeighborPath.int8, .int16] where path.isAvailable {
      let found = search(10, .cosine, path, self: false).result(of: rows)
      #expect(found.table.indices == expected)
      #expect(found.path == path && found.rowsSearchedAgain < 50)
    }
  }

  @Test func manyNeighbors() {
    let rows = NeighborData.normal.rows(790, 5)
    for k in [300, 789] {
      let expected = search(k, .euclidean, .openblas, self: false).neighbors(of: rows).indices
      for path in Self.paths where path != .openblas {
        #expect(search(k, .euclidean, path, self: false).neighbors(of: rows).indices == expected)
      }
    }
  }

  // Norms of 10^±30, and rows that become zero next to the longest one.
  @Test func anyMagnitude() {
    for exponent in [1e-30, 1e30] {
      let normal = NeighborData.normal.rows(90, 12)
      let rows = Matrix<Float>(rows: 90, columns: 12) { row, column in
        normal[row, column] * Float(exponent) * (row == 7 ? 1e6 : 1)
      }
      for metric in Metric.allCases {
        let expected = plainNeighbors(of: rows, among: rows, k: 5, metric: metric, includesSelf: true)
        for path in Self.paths {
          #expect(search(5, metric, path, self: true).neighbors(of: rows).indices == expected)
        }
      }
    }
  }

  @Test(.enabled(if: NeighborPath.int16.isAvailable, "needs AVX2"))
  func thePathIsSaid() {
    let rows = NeighborData.normal.rows(1000, 64)
    #expect(search(5, .cosine, .int16, self: false).result(of: rows).path == .int16)
    #expect(search(5, .cosine, .fused, self: false).result(of: rows).path == .fused)
    #expect(search(5, .cosine, .openblas, self: false).result(of: rows).path == .openblas)
    #expect(search(5, .cosine, .automatic, self: false).result(of: rows).path != .automatic)
    // Nothing tells equal rows apart: their products would be for nothing.
    let equal = NeighborData.equal.rows(1000, 64)
    #expect(search(5, .cosine, .automatic, self: false).result(of: equal).path == .fused)
  }

  // First thresholds that are too high: what they drop is never missed.
  @Test(.enabled(if: NeighborPath.int16.isAvailable, "needs AVX2"))
  func aGuessThatIsTooHighIsFoundOut() {
    let rows = NeighborData.normal.rows(900, 30)
    let expected = search(10, .cosine, .openblas, self: false).neighbors(of: rows).indices
    let scores = IntegerBoundTests.scores(rows, .cosine, .bits16)
    let sides = SearchSides(
      rows: scores.rows.source, items: scores.rows.source, rowNorms: scores.rows.source.norms(threads: 1),
      itemNorms: scores.rows.source.norms(threads: 1), symmetric: true, metric: .cosine, excludedShift: 0)
    let indices = (0..<192).map { Int32($0 * 4) }
    let frame = IntegerFrame(
      sides.items, norms: sides.itemNorms, scaling: RowScaling(sides.items, metric: .cosine, largestNorm: 100)
    )
    let chosen = IntegerRows(
      sides.items, chosen: indices, norms: sides.itemNorms, frame: frame, width: .bits16, threads: 1)
    for rank in [1, 30] {
      let sample = IntegerSample(
        scores: IntegerScores(rows: chosen, items: chosen, frame: frame, bounds: scores.bounds),
        indices: indices,
        rank: rank)
      let search = IntegerSearch(
        scores: scores, k: 10, symmetric: true, excludedShift: 0, threads: 1, sample: sample)
      let found = search.start(closed: [])
      search.collect(found, progress: nil)
      let ranking = CandidateRanking(.byIntegers(found, scores), sides)
      var refused = 0
      for row in 0..<900 {
        var out = [Int32](repeating: -1, count: 10)
        if ranking.rank(row, into: &out) {
          #expect(out == Array(expected[row * 10..<row * 10 + 10]))
        } else {
          refused += 1
        }
      }
      #expect(rank == 1 ? refused > 300 && refused < 900 : refused == 0, "\(refused)")
    }
  }

  @Test func theRankOfASample() {
    // A mean of 1: P(X ≥ 5) is 0.0037, P(X ≥ 6) 0.0006.
    #expect(IntegerSample.rank(100, of: 1000, k: 10) == 6)
    // A mean of 0.1: P(X ≥ 2) is 0.0047, P(X ≥ 3) 0.0002.
    #expect(IntegerSample.rank(100, of: 10_000, k: 10) == 3)
    #expect(IntegerSample.rank(1024, of: 1024, k: 1000) > 1024)
    #expect(IntegerSample.indices(767, k: 5) == nil)
    #expect(IntegerSample.indices(20_000, k: 5)?.count == 256)
    #expect(Set(IntegerSample.indices(5000, k: 5) ?? []).count == 192)
  }
}
