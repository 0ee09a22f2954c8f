import TestSupport
import Testing

@testable import Dense

@Suite struct PairRanksStandardErrorTests {
  private static let items = 50

  private func ranks(_ rows: Matrix<Double>) -> PairRanks {
    PairRanks(rows.view, metric: .euclidean, threads: 1)
  }

  private func correlation(_ a: PairRanks, _ b: PairRanks) throws -> Double {
    let order = Array(0..<a.items)
    return try #require(a.correlations(with: b, alignments: 1, threads: 1) { _ in order })[0]
  }

  /// Two spaces that share factors; whole numbers for many ties.
  private func spaces(tied: Bool, items: Int = items) -> (Matrix<Double>, Matrix<Double>) {
    var stream = RandomStream(StreamKey(seed: 61))
    let factors = Matrix<Double>(rows: items, columns: 3) { _, _ in stream.normal() }
    func space(_ columns: Int) -> Matrix<Double> {
      Matrix(rows: items, columns: columns) { row, column in
        let number = factors[row, column % 3] + 0.5 * stream.normal()
        return tied ? (number * 0.7).rounded() : number
      }
    }
    return (space(3), space(5))
  }

  /// The formula pair by pair, all pairs against all pairs.
  @Test(arguments: [false, true]) func agreesWithSumsOverPairs(tied: Bool) throws {
    let (a, b) = spaces(tied: tied)
    let (first, second) = (ranks(a), ranks(b))
    let rho = try correlation(first, second)
    let count = Double(first.triangle.count)
    let sides = [first, second].map { side in side.centered.array.map { Double($0) / (2 * count) } }
    let variances = sides.map { $0.reduce(0) { $0 + $1 * $1 } / count }
    let root = (variances[0] * variances[1]).squareRoot()
    let influences = sides[0].indices.map { pair in
      var (sum, ties) = (sides[0][pair] * sides[1][pair], [0.0, 0.0])
      for other in sides[0].indices {
        for side in 0..<2 {
          let (own, number) = (sides[side][pair], sides[side][other])
          sum += (number > own ? 1 : number == own ? 0.5 : 0) * sides[1 - side][other] / count
          ties[side] += number == own ? 1 / count : 0
        }
      }
      return sum / root + rho / 8 * (ties[0] * ties[0] / variances[0] + ties[1] * ties[1] / variances[1])
    }
    let items = Self.items
    var means = [Double](repeating: 0, count: items)
    var pair = 0
    for i in 0..<items {
      for j in (i + 1)..<items {
        means[i] += influences[pair] / Double(items - 1)
        means[j] += influences[pair] / Double(items - 1)
        pair += 1
      }
    }
    func sumOfSquares(_ numbers: [Double]) -> Double {
      let mean = numbers.reduce(0, +) / Double(numbers.count)
      return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    let n = Double(items)
    let rest = 2 / (n * (n - 1)) * sumOfSquares(influences) / count
    let expected = (4 / n * sumOfSquares(means) / (n - 1)).squareRoot()
    #expect(expected * expected > 4 * rest)
    let found = try #require(first.standardError(with: second, correlation: rho, threads: 1))
    #expect(abs(found - expected) < 1e-9 * expected)
  }

  /// ρ computed again without each item says how much each matters.
  @Test(arguments: [false, true]) func agreesWithTheJackknife(tied: Bool) throws {
    let items = 120
    let (a, b) = spaces(tied: tied, items: items)
    let (first, second) = (ranks(a), ranks(b))
    let found = try #require(
      first.standardError(with: second, correlation: try correlation(first, second), threads: 1))
    let without = try (0..<items).map { item in
      let rest = (0..<items).filter { $0 != item }
      return try correlation(ranks(Matrix(a, selecting: rest)), ranks(Matrix(b, selecting: rest)))
    }
    let (n, mean) = (Double(items), without.reduce(0, +) / Double(items))
    let jackknife = ((n - 1) / n * without.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }).squareRoot()
    #expect(abs(found / jackknife - 1) < 0.05)
  }

  /// Directions of many dimensions lie alike around every item: what differs between items is chance.
  @Test func unrelatedSpacesHaveNoSmallOne() throws {
    let sides = [71, 72].map { seed in
      PairRanks(normalMatrix(120, 40, seed: seed, as: Double.self).view, metric: .cosine, threads: 1)
    }
    let rho = try correlation(sides[0], sides[1])
    #expect(sides[0].standardError(with: sides[1], correlation: rho, threads: 1) == nil)
  }

  @Test func equalSpacesHaveNone() throws {
    for tied in [false, true] {
      let own = ranks(spaces(tied: tied).0)
      #expect(try #require(own.standardError(with: own, correlation: 1, threads: 1)) < 1e-3)
    }
    let few = ranks(normalMatrix(3, 2, seed: 1, as: Double.self))
    #expect(few.standardError(with: few, correlation: 1, threads: 1) == nil)
  }
}
