import TestSupport
import Testing

@testable import Dense

@Suite struct DistancesTests {
  @Test func byHand() {
    let (a, b) = (Matrix<Double>([[3, 4], [0, 0]]), Matrix<Double>([[3, 4], [-4, 3], [0, 0]]))
    let euclidean = Distances(from: a.view, to: b.view, metric: .euclidean).matrix
    #expect(largestDifference(euclidean, Matrix<Double>([[0, 50.0.squareRoot(), 5], [5, 5, 0]])) < 1e-14)
    let cosine = Distances(from: a.view, to: b.view, metric: .cosine).matrix
    // A zero vector is at distance 1 from everything.
    #expect(largestDifference(cosine, Matrix<Double>([[0, 1, 1], [1, 1, 1]])) < 1e-14)
  }

  @Test(arguments: Metric.allCases) func withinTheStatedBound(metric: Metric) {
    check(metric, as: Float.self, unit: 0x1p-24)
    check(metric, as: Double.self, unit: 0x1p-53)
  }

  private func check<Scalar: ExactDistanceScalar>(_ metric: Metric, as type: Scalar.Type, unit: Double) {
    let (rows, others, columns) = (300, 70, 50)
    let (a, b) = (
      normalMatrix(rows, columns, seed: 1, as: type), normalMatrix(others, columns, seed: 2, as: type)
    )
    let (normsA, normsB) = (a.view.norms().array, b.view.norms().array)
    let matrix = Distances(a.view, b.view, metric).all
    for row in 0..<rows {
      for column in 0..<others {
        var (dot, square) = (0.0, 0.0)
        for place in 0..<columns {
          let (x, y) = (Double(a[row, place]), Double(b[column, place]))
          dot += x * y
          square += (x - y) * (x - y)
        }
        let computed = Double(matrix[row, column])
        switch metric {
        case .cosine:
          let expected = 1 - dot / (normsA[row] * normsB[column])
          #expect(abs(computed - expected) <= Double(columns + 6) * unit)
        case .innerProduct:
          #expect(abs(computed + dot) <= Double(columns + 2) * unit * normsA[row] * normsB[column])
        case .euclidean:
          let sum = normsA[row] + normsB[column]
          #expect(abs(computed * computed - square) <= Double(columns + 6) * unit * sum * sum)
        }
      }
    }
  }

  @Test func blocksAreTheMatrix() {
    let (a, b) = (normalMatrix(600, 9, seed: 3, as: Float.self), normalMatrix(31, 9, seed: 4, as: Float.self))
    let distances = Distances(from: a.view, to: b.view, metric: .euclidean)
    let whole = distances.matrix
    var seen = 0
    distances.forEachBlock { first, block in
      #expect(first == seen)
      for row in 0..<block.rows { #expect(Array(block.row(row)) == Array(whole.view.row(first + row))) }
      seen += block.rows
    }
    #expect(seen == 600)
  }
}
