import Foundation
import TestSupport
import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

@Suite struct DistanceRankCorrelationTests {
  private let key = StreamKey(seed: 5).adding("sample")

  private func permutations(_ items: Int, _ count: Int) -> ItemPermutations {
    ItemPermutations(items: items, count: count, key: StreamKey(seed: 5))
  }

  private func compare(
    _ a: Matrix<Float>, _ b: Matrix<Float>, _ metric: Metric = .euclidean, permutations count: Int = 0,
    threads: Int = 1
  ) -> DistanceRankCorrelation {
    DistanceRankCorrelation(
      MeasuredRows(a.view), MeasuredRows(b.view), metric: metric,
      permutations: permutations(a.rows, count), threads: threads, key: key)
  }

  @Test func byHand() {
    // Places 0 1 3 7: distances 1 3 7 2 6 4, ranks 1 3 6 2 5 4. Places 0 2 3 4: distances 2 3 4 1 2 1, ranks
    // 3.5 5 6 1.5 3.5 1.5. From their mean 3.5, products 0 −0.75 6.25 3 0 −1 add up to 7.5, squares to 17.5 and 16.5.
    let (a, b) = (Matrix<Float>([[0], [1], [3], [7]]), Matrix<Float>([[0], [2], [3], [4]]))
    let found = compare(a, b)
    #expect(abs((found.value ?? 0) - 7.5 / (17.5 * 16.5).squareRoot()) < 1e-15)
    #expect(found.permuted.isEmpty && found.sampledItems == nil)
    // Too few items for an interval.
    #expect(found.standardError == nil && found.interval == nil)
  }

  @Test func undefined() {
    let rows = normalMatrix(6, 3, seed: 1, as: Float.self)
    for other in [Matrix<Float>(rows: 6, columns: 2), Matrix(rows: 6, columns: 1) { _, _ in 4 }] {
      for metric in [Metric.cosine, .euclidean] {
        let found = compare(rows, other, metric, permutations: 3)
        #expect(found.value == nil && found.permuted.isEmpty && found.interval == nil)
      }
    }
    let two = normalMatrix(2, 3, seed: 1, as: Float.self)
    #expect(compare(two, two, permutations: 2).value == nil)
  }

  @Test(arguments: [Metric.cosine, .euclidean])
  func agreesWithRanksOfDistancesOneByOne(_ metric: Metric) throws {
    let (a, b) = (normalMatrix(50, 7, seed: 2, as: Float.self), normalMatrix(50, 4, seed: 3, as: Float.self))
    func distances(_ rows: Matrix<Float>, _ order: [Int]) -> [Double] {
      let numbers = order.map { row in rows.view.numbers(ofRow: row).map { Double($0) } }
      return numbers.indices.flatMap { i in
        numbers[(i + 1)...].map { other -> Double in
          let (own, square) = (numbers[i], { (x: [Double]) in x.reduce(0) { $0 + $1 * $1 } })
          if metric == .euclidean { return square(zip(own, other).map { $0 - $1 }) }
          return 1 - zip(own, other).reduce(0) { $0 + $1.0 * $1.1 }
            / (square(own) * square(other)).squareRoot()
        }
      }
    }
    let found = compare(a, b, metric, permutations: 4)
    let all = Array(0..<50)
    let value = try #require(RankCorrelation(distances(a, all), distances(b, all)).value)
    #expect(abs(try #require(found.value) - value) < 1e-13)
    #expect(found.permuted.count == 4)
    for (index, permuted) in found.permuted.enumerated() {
      let moved = distances(b, permutations(50, 4)[index])
      #expect(abs(permuted - (RankCorrelation(distances(a, all), moved).value ?? 2)) < 1e-13)
    }
  }

  @Test func orderOfItemsAndScaleDoNotCount() throws {
    let (a, b) = (normalMatrix(80, 6, seed: 4, as: Float.self), normalMatrix(80, 6, seed: 5, as: Float.self))
    let value = try #require(compare(a, b).value)
    let order = permutations(80, 1)[0]
    let moved = compare(Matrix(a, selecting: order), Matrix(b, selecting: order))
    #expect(abs(try #require(moved.value) - value) < 1e-14)
    let scaled = Matrix<Float>(rows: 80, columns: 6) { 4 * a[$0, $1] }
    #expect(compare(scaled, b).value == value)
    #expect(abs(try #require(compare(b, a).value) - value) < 1e-14)
    #expect(abs(try #require(compare(a, scaled).value) - 1) < 1e-14)
  }

  @Test func threadsChangeNoBit() {
    let a = normalMatrix(300, 8, seed: 6, as: Float.self)
    let b = Matrix<Float>(rows: 300, columns: 5) { a[$0, $1] }
    let one = compare(a, b, .cosine, permutations: 9)
    #expect(one == compare(a, b, .cosine, permutations: 9, threads: 2))
    #expect(one.permuted.count == 9 && one.standardError != nil)
  }

  /// Numbers that Float does not hold are compared in Double.
  @Test func doubleRows() throws {
    let near = normalMatrix(40, 5, seed: 8, as: Double.self)
    let other = normalMatrix(40, 5, seed: 9, as: Float.self)
    let far = Matrix<Double>(rows: 40, columns: 5) { 1e6 + near[$0, $1] }
    func value(_ rows: Matrix<Double>) throws -> Double {
      let table = try FeatureTable(NPYArray(rows))
      let found = DistanceRankCorrelation(
        MeasuredRows(table), MeasuredRows(other.view), metric: .euclidean, permutations: permutations(40, 0),
        threads: 1, key: key)
      return try #require(found.value)
    }
    #expect(abs(try value(far) - value(near)) < 1e-6)
  }

  @Test func aSampleOfManyItems() throws {
    let (a, b) = (
      normalMatrix(90, 4, seed: 10, as: Float.self), normalMatrix(90, 6, seed: 11, as: Float.self)
    )
    let sampling = DistanceRanks.Sampling(from: 80, items: 40)
    let (first, second) = (
      DistanceRanks(MeasuredRows(a.view), metric: .cosine, threads: 1, key: key, sampling: sampling),
      DistanceRanks(MeasuredRows(b.view), metric: .cosine, threads: 1, key: key, sampling: sampling)
    )
    let sample = try #require(first.sample)
    #expect(
      sample.count == 40 && Set(sample).count == 40 && sample == sample.sorted() && sample == second.sample)
    #expect(sample != Array(0..<40))
    let found = first.correlation(with: second, permutations: permutations(90, 3), threads: 1)
    #expect(found.sampledItems == 40 && found.permuted.count == 3)
    #expect(found.value == compare(Matrix(a, selecting: sample), Matrix(b, selecting: sample), .cosine).value)
    #expect(first.restricted(Array(0..<90)) == Array(0..<40))
    let reversed = first.restricted((0..<90).reversed())
    #expect(reversed == (0..<40).reversed())
    let fewer = DistanceRanks.Sampling(from: 91, items: 40)
    #expect(
      DistanceRanks(MeasuredRows(a.view), metric: .cosine, threads: 1, key: key, sampling: fewer).sample
        == nil)
  }

  @Test func intervalByHand() throws {
    let found = DistanceRankCorrelation(value: 0.5, permuted: [], standardError: 0.1, sampledItems: nil)
    // artanh 0.5 = 0.549306, 1.959964 · 0.1 / 0.75 = 0.261329; tanh of 0.287977 and 0.810635.
    let interval = try #require(found.interval)
    #expect(abs(interval.lowerBound - 0.280_272) < 1e-6 && abs(interval.upperBound - 0.669_940) < 1e-6)
    let equal = DistanceRankCorrelation(value: 1, permuted: [], standardError: 0, sampledItems: nil)
    #expect(equal.interval == 1...1)
  }
}
