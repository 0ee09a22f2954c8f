import TestSupport
import Testing

@testable import Dense

@Suite struct PairRanksTests {
  /// All pairs' distances one by one, in the order of ``PairTriangle``.
  static func plainDistances<Scalar: MatrixScalar>(_ rows: Matrix<Scalar>, _ metric: DistanceMetric)
    -> [Double]
  {
    let numbers = (0..<rows.rows).map { row in rows.view.numbers(ofRow: row).map { Double($0) } }
    return numbers.indices.flatMap { i in
      numbers.indices.dropFirst(i + 1).map { plainDistance(numbers[i], numbers[$0], metric) }
    }
  }

  private func ranks(_ pairs: PairRanks) -> [Double] {
    pairs.centered.array.map { Double($0) + Double(pairs.triangle.count + 1) }
  }

  @Test func byHand() {
    // Distances 3 5 4 | 4 5 | 3 of a rectangle's corners: ranks 1.5 5.5 3.5 3.5 5.5 1.5.
    let rows = Matrix<Float>([[0, 0], [3, 0], [3, 4], [0, 4]])
    let found = PairRanks(rows.view, metric: .euclidean, threads: 1)
    #expect(ranks(found) == [3, 11, 7, 7, 11, 3])
    #expect(found.squares == 64)
    // The zero row is at distance 1 from all, as are directions at a right angle.
    let cosine = PairRanks(
      Matrix<Float>([[0, 0], [3, 0], [2, 0], [0, 4]]).view, metric: .cosine, threads: 1)
    #expect(ranks(cosine) == [8, 8, 8, 2, 8, 8])
  }

  @Test(arguments: DistanceData.allCases, [DistanceMetric.cosine, .euclidean])
  func agreesWithDistancesOneByOne(_ data: DistanceData, _ metric: DistanceMetric) {
    let rows = data.rows(60, 20)
    let expected = Self.plainDistances(rows, metric)
    let found = ranks(PairRanks(rows.view, metric: metric, threads: 1))
    // Every distance ranks above all that are smaller beyond the last digits.
    let order = expected.indices.sorted { expected[$0] < expected[$1] }
    var (smaller, highest, wrong) = (0, 0.0, 0)
    for pair in order {
      while expected[order[smaller]] < expected[pair] * (1 - 1e-9) - (metric == .cosine ? 1e-14 : 0) {
        highest = max(highest, found[order[smaller]])
        smaller += 1
      }
      if found[pair] <= highest { wrong += 1 }
    }
    #expect(wrong == 0)
    // Directions of clusters differ by rounding alone.
    #expect(smaller > (data == .clusters && metric == .cosine ? 100 : 1500), "\(smaller)")
  }

  // Whole numbers have exact distances, of which many are equal; a row and its repetitions have the same ones.
  @Test(arguments: [DistanceMetric.cosine, .euclidean])
  func equalDistancesShareTheirRank(_ metric: DistanceMetric) {
    var stream = RandomStream(StreamKey(seed: 31))
    let distinct = Matrix<Double>(rows: 132, columns: 12) { _, _ in Double(stream.below(2)) }
    // 264 rows make tiles with themselves and with others.
    let rows = Matrix<Double>(rows: 264, columns: 12) { row, column in distinct[row % 132, column] }
    // Squares of cosines of whole numbers, a·b √(‖a‖² ‖b‖²), sort and compare without rounding as fractions.
    let plain = (0..<264).flatMap { i in
      ((i + 1)..<264).map { j -> Double in
        let (a, b) = (rows.view.numbers(ofRow: i), rows.view.numbers(ofRow: j))
        if metric == .euclidean { return zip(a, b).reduce(0.0) { $0 + abs($1.0 - $1.1) } }
        let dot = zip(a, b).reduce(0.0) { $0 + $1.0 * $1.1 }
        let (first, second) = (a.reduce(0, +), b.reduce(0, +))
        return first * second == 0 ? 1 : 1 - dot * dot / (first * second)
      }
    }
    let expected = plainDoubledRanks(plain)
    #expect(ranks(PairRanks(rows.view, metric: metric, threads: 1)) == expected)
    let shifted = Matrix<Double>(rows: 264, columns: 12) { rows[$0, $1] + (metric == .euclidean ? 0.3 : 0) }
    #expect(ranks(PairRanks(shifted.view, metric: metric, threads: 2)) == expected)
    #expect(ranks(PairRanks(rows.converted(to: Float.self).view, metric: metric, threads: 2)) == expected)
  }

  @Test func allDistancesEqual() {
    let same = Matrix<Float>(rows: 5, columns: 3)
    #expect(PairRanks(same.view, metric: .euclidean, threads: 1).squares == 0)
    #expect(PairRanks(same.view, metric: .cosine, threads: 1).squares == 0)
    for rows in 0..<3 {
      #expect(
        PairRanks(normalMatrix(rows, 3, seed: 1, as: Float.self).view, metric: .cosine, threads: 1).squares
          == 0)
    }
  }

  @Test func alignments() throws {
    let (a, b) = (
      normalMatrix(70, 5, seed: 41, as: Float.self), normalMatrix(70, 9, seed: 42, as: Double.self)
    )
    let (first, second) = (
      PairRanks(a.view, metric: .euclidean, threads: 1), PairRanks(b.view, metric: .euclidean, threads: 1)
    )
    var stream = RandomStream(StreamKey(seed: 43))
    let orders = [Array(0..<70)] + (0..<5).map { _ in stream.permutation(70) }
    let found = try #require(
      first.correlations(with: second, alignments: 6, threads: 1) { orders[$0] })
    for (index, order) in orders.enumerated() {
      let moved = PairRanks(Matrix(b, selecting: order).view, metric: .euclidean, threads: 1)
      let (r, s) = (ranks(first), ranks(moved))
      let mean = Double(r.count + 1)
      let cross = zip(r, s).reduce(0.0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
      let expected = cross / (first.squares * second.squares).squareRoot()
      #expect(abs(found[index] - expected) < 1e-14)
    }
    #expect(first.correlations(with: second, alignments: 6, threads: 2) { orders[$0] } == found)
    let itself = try #require(first.correlations(with: first, alignments: 1, threads: 1) { _ in orders[0] })
    #expect(abs(itself[0] - 1) < 1e-15)
  }

  @Test func threadsChangeNoBit() {
    let rows = normalMatrix(700, 30, seed: 51, as: Float.self)
    let (one, two) = (
      PairRanks(rows.view, metric: .cosine, threads: 1), PairRanks(rows.view, metric: .cosine, threads: 2)
    )
    #expect(one.centered.array == two.centered.array && one.squares == two.squares)
    let part = Matrix<Float>(rows: 700, columns: 15) { rows[$0, $1] }
    let other = PairRanks(part.view, metric: .cosine, threads: 1)
    let errors = [1, 2].map { one.standardError(with: other, correlation: 0.1, threads: $0) }
    #expect(errors[0] == errors[1] && errors[0] != nil)
  }
}
