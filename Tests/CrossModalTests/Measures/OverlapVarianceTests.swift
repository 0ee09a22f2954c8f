import Dense
import Testing

@testable import CrossModal

@Suite struct OverlapVarianceTests {
  @Test("three items by hand") func byHand() {
    // Nearest: 1, 0, 0 and 2, 2, 0; item 2 shares its one. Every end of a list holds half: p = q = 1/2.
    let first = NeighborTable(items: 3, k: 2, includesSelf: false, indices: [1, 2, 0, 2, 0, 1])
    let second = NeighborTable(items: 3, k: 2, includesSelf: false, indices: [2, 1, 2, 0, 0, 1])
    // r = −1/2 for 0→1, 0→2, 1→0, 1→2 and 0 for 2→0; h = −1/2, −1/2, 0; Σ (h − h̄)² = 1/6, over 3 · 2.
    // Pairs: (1 + 1/4 + 1/4)/9, more than half of 1/36: half is left.
    let variance = OverlapVariance(first, second, k: 1)
    #expect(abs(variance.ofItems) < 1e-15 && abs(variance.ofPairs - 1.0 / 72) < 1e-15)
    // κ = 3 · (1/72)/(1/6)² = 3/2.
    #expect(abs(variance.degreesOfFreedom - 12) < 1e-9)
    #expect(abs(variance.standardError - (1.0 / 72).squareRoot()) < 1e-15)
    #expect(OverlapVariance.length(k: 1, items: 3) == 2 && OverlapVariance.length(k: 4, items: 90) == 6)
  }

  // The same from full matrices of r.
  private static func twin(_ first: NeighborTable, _ second: NeighborTable, k: Int) -> (
    twice: Double, once: Double
  ) {
    let n = first.items
    let lists = [first, second].map { table in (0..<n).map { Array(table[$0]) } }
    func near(_ side: Int, _ item: Int) -> Set<Int32> { Set(lists[side][item].prefix(k)) }
    func edge(_ side: Int) -> [Double] {
      (0..<n).map { item in
        let ranks = (max(1, k - 1)...min(k + 2, n - 1)).map { lists[side][item][$0 - 1] }
        return Double(ranks.count { near(1 - side, item).contains($0) }) / Double(ranks.count)
      }
    }
    let shares = [edge(0), edge(1)].map { values in
      values.map { 0.75 * $0 + 0.25 * values.reduce(0, +) / Double(n) }
    }
    let r = (0..<n).map { i in
      (0..<n).map { j -> Double in
        let (a, b) = (near(0, i).contains(Int32(j)) ? 1.0 : 0, near(1, i).contains(Int32(j)) ? 1.0 : 0)
        return (a * b - shares[0][i] * a - shares[1][i] * b) / Double(k)
      }
    }
    let forms = (0..<n).map { i in
      Double(near(0, i).intersection(near(1, i)).count) / Double(k) + (0..<n).reduce(0) { $0 + r[$1][i] }
    }
    let mean = forms.reduce(0, +) / Double(n)
    var pairs = 0.0
    for i in 0..<n { for j in 0..<i { pairs += (r[i][j] + r[j][i]) * (r[i][j] + r[j][i]) } }
    return (
      forms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n * (n - 1)), pairs / Double(n * n)
    )
  }

  @Test("full matrices give the same", arguments: [1, 2, 5, 9]) func twins(k: Int) {
    var stream = RandomStream(StreamKey(seed: 21).adding(k))
    let rows = Matrix<Float>(rows: 90, columns: 3) { _, _ in Float(stream.normal()) }
    let noisy = Matrix<Float>(rows: 90, columns: 3) { rows[$0, $1] + 0.4 * Float(stream.normal()) }
    let search = NeighborSearch(k: k + 4, metric: .euclidean, includesSelf: false)
    let (a, b) = (search.neighbors(of: rows.view), search.neighbors(of: noisy.view))
    let variance = OverlapVariance(a, b, k: k)
    let (twice, once) = Self.twin(a, b, k: k)
    #expect(once < twice / 2)
    #expect(
      abs(variance.ofPairs - once) < 1e-12 * twice && abs(variance.total - (twice - once)) < 1e-12 * twice)
    // Which space is first changes nothing.
    let turned = OverlapVariance(b, a, k: k)
    #expect(abs(turned.total - variance.total) < 1e-12 * twice)
  }

  @Test("a space and itself do not vary") func identical() {
    var stream = RandomStream(StreamKey(seed: 22))
    let table = NeighborTables.random(60, k: 12, includesSelf: false, &stream)
    let variance = OverlapVariance(table, table, k: 5)
    // All shared: own overlaps are 1, and half of what is at every end of a list is beyond it.
    #expect(variance.total < 1e-20)
  }
}
