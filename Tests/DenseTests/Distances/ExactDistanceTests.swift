import TestSupport
import Testing

@testable import Dense

@Suite struct ExactDistanceTests {
  /// To the last bit, for rows shorter and longer than the 32 partial sums. A fused multiply-add anywhere would round
  /// differently.
  @Test(arguments: Metric.allCases, [1, 2, 7, 31, 32, 33, 64, 100, 300, 1027])
  func theSameBitsAsThePlainSum(metric: Metric, columns: Int) {
    check(metric, columns, as: Float.self)
    check(metric, columns, as: Double.self)
  }

  private func check<Scalar: ExactDistanceScalar>(_ metric: Metric, _ columns: Int, as type: Scalar.Type) {
    let rows = normalMatrix(12, columns, seed: UInt64(columns), as: type)
    for first in 0..<12 {
      for second in 0..<12 {
        let (a, b) = (rows.view.row(first), rows.view.row(second))
        let (found, expected) = (exactDistance(a, b, metric), plainDistance(a, b, metric))
        #expect(found.bitPattern == expected.bitPattern, "\(type), rows \(first) and \(second)")
      }
    }
  }

  @Test(arguments: [1, 2, 7, 31, 32, 33, 64, 100, 300])
  func scaledSquaresAreThoseOfTheScaledRows(columns: Int) {
    func check<Scalar: ExactDistanceScalar>(_ type: Scalar.Type) {
      let rows = normalMatrix(2, columns, seed: UInt64(columns), as: type).view
      let (a, b) = (rows.row(0), rows.row(1))
      guard let first = a.baseAddress, let second = b.baseAddress else { return }
      let plain = Scalar.scaledSquare(first, 0, 1, second, 0, 1, columns)
      #expect(plain.bitPattern == exactDistance(a, b, .euclidean).bitPattern)
      let changed = Matrix<Double>(rows: 2, columns: columns) { row, column in
        row == 0 ? (Double(a[column]) - 0.3) * 1.7 : (Double(b[column]) + 0.9) * 0.4
      }
      let scaled = Scalar.scaledSquare(first, 0.3, 1.7, second, -0.9, 0.4, columns)
      let expected = exactDistance(changed.view.row(0), changed.view.row(1), .euclidean)
      #expect(scaled.bitPattern == expected.bitPattern)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func byHand() {
    let rows = Matrix<Double>([[3, 4], [0, 0], [-4, 3], [6, 8]]).view
    #expect(exactDistance(rows.row(0), rows.row(2), .cosine) == 1)
    #expect(exactDistance(rows.row(0), rows.row(3), .cosine) == 0)
    #expect(exactDistance(rows.row(0), rows.row(1), .cosine) == 1)
    #expect(exactDistance(rows.row(0), rows.row(3), .euclidean) == 25)
    #expect(exactDistance(rows.row(0), rows.row(3), .innerProduct) == -50)
  }

  @Test func normsAreThoseOfTheDistance() {
    let rows = normalMatrix(300, 70, seed: 3, as: Float.self)
    let zero = Matrix<Float>(rows: 1, columns: 70)
    for (row, norm) in rows.view.norms(threads: 2).array.enumerated() {
      let product = -plainDistance(rows.view.row(row), rows.view.row(row), .innerProduct)
      #expect(norm.bitPattern == product.squareRoot().bitPattern)
    }
    #expect(zero.view.rowNorms == [0])
  }
}
