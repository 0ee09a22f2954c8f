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
    let rows = Matrix<Float>([[1, 2, 3], [3, 2, 1], [12, 14, 16], [5, 5, 5], [1, 0, 1]])
    let correlation = Distances(from: rows, to: rows, metric: .correlation).matrix
    let expected = Matrix<Float>([
      [0, 2, 0, 1, 1], [2, 0, 2, 1, 1], [0, 2, 0, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 0],
    ])
    #expect(largestDifference(correlation, expected) < 1e-6)
  }

  // What is seen on maps and with approximate neighbors: products lose everything.
  @Test func nearRowsFarFromTheOrigin() {
    let rows = Matrix<Float>([[16_777_215, 1], [16_777_214, 1], [16_777_215, 5]])
    let found = Distances(from: rows, to: rows, metric: .euclidean).matrix
    let root = Float(17).squareRoot()
    #expect(largestDifference(found, Matrix<Float>([[0, 1, 4], [1, 0, root], [4, root, 0]])) < 1e-5)
    #expect(found[0, 0] == 0 && found[1, 1] == 0)
  }

  @Test(arguments: DistanceData.allCases, DistanceMetric.allCases)
  func everyValueIsRight(_ data: DistanceData, _ metric: DistanceMetric) {
    for (count, columns) in [(275, 6), (24, 70)] {
      let rows = data.rows(count, columns)
      let others =
        data == .normal ? normalMatrix(20, columns, seed: 9, as: Float.self) : data.rows(20, columns)
      check(rows, rows, metric)
      check(rows, others, metric)
    }
  }

  private func check(_ a: Matrix<Float>, _ b: Matrix<Float>, _ metric: DistanceMetric) {
    let matrix = Distances(from: a, to: b, metric: metric).matrix
    let (first, second) = (doubles(a), doubles(b))
    let isOneSet = a == b
    var worst = 0.0
    for row in 0..<a.rows {
      for column in 0..<b.rows {
        let (found, expected) = (
          Double(matrix[row, column]), plainDistance(first[row], second[column], metric)
        )
        if found < 0 || !found.isFinite { Issue.record("\(found) between rows \(row) and \(column)") }
        if isOneSet, matrix[row, column].bitPattern != matrix[column, row].bitPattern {
          Issue.record("not symmetric in rows \(row) and \(column)")
        }
        if first[row] == second[column], expected != 1 {
          if found != 0 { Issue.record("\(found) between equal rows \(row) and \(column)") }
        } else if expected > 1e-15 {
          worst = max(worst, abs(found - expected) / expected)
        }
      }
    }
    #expect(worst <= 1e-5)
  }

  private func doubles(_ rows: Matrix<Float>) -> [[Double]] {
    (0..<rows.rows).map { rows.numbers(ofRow: $0).map(Double.init) }
  }

  // Numbers that are sums of powers of two from 2⁻²⁰ on: an offset changes no digit of them.
  @Test(arguments: DistanceMetric.allCases.filter { $0 != .cosine }, [1e4, 1e7, 1e8])
  func offsetsOfDoubleRowsChangeNothing(_ metric: DistanceMetric, offset: Double) {
    let normal = normalMatrix(300, 40, seed: 2, as: Double.self)
    let rows = Matrix<Double>(rows: 300, columns: 40) { (normal[$0, $1] * 0x1p20).rounded() * 0x1p-20 }
    let moved = Matrix<Double>(rows: 300, columns: 40) { rows[$0, $1] + offset }
    let (plain, found) = (
      Distances(from: rows, to: rows, metric: metric).matrix,
      Distances(from: moved, to: moved, metric: metric).matrix
    )
    for row in 0..<300 {
      for column in 0..<300 where row != column {
        let error = abs(found[row, column] / plain[row, column] - 1)
        if error > 2e-8 { Issue.record("\(error) in rows \(row) and \(column)") }
      }
      #expect(found[row, row] == 0)
    }
  }

  @Test(arguments: [1e-200, 1e200], DistanceMetric.allCases)
  func doubleRowsOfAnySize(_ size: Double, _ metric: DistanceMetric) {
    let rows = normalMatrix(30, 12, seed: 5, as: Double.self)
    let scaled = Matrix<Double>(rows: 30, columns: 12) { rows[$0, $1] * size }
    let plain = Distances(from: rows, to: rows, metric: metric).matrix
    let found = Distances(from: scaled, to: scaled, metric: metric).matrix
    let unit = metric == .euclidean ? size : 1
    for (one, two) in zip(found.elements, plain.elements) where two > 0 {
      #expect(abs(one / unit / two - 1) < 1e-8)
    }
    // Of very different sizes in one set.
    let mixed = Matrix<Double>([[1e-200, 0], [3e-200, 0], [1e150, 0], [0, 1e200]])
    let distances = Distances(from: mixed, to: mixed, metric: .euclidean).matrix
    #expect(abs(distances[0, 1] / 2e-200 - 1) < 1e-8)
    #expect(distances[1, 2] == 1e150 && distances[2, 3] == 1e200 && distances[0, 0] == 0)
  }

  @Test(arguments: DistanceMetric.allCases)
  func nothingElseThanItsOwnRowKnowsOfNaN(_ metric: DistanceMetric) {
    var rows = normalMatrix(300, 40, seed: 6, as: Float.self)
    let whole = Distances(from: rows, to: rows, metric: metric).matrix
    rows[0, 3] = .nan
    let found = Distances(from: rows, to: rows, metric: metric).matrix
    for row in 0..<300 {
      #expect(found[0, row].isNaN && found[row, 0].isNaN)
      for column in 1..<300 where row > 0 && row != column {
        #expect(abs(found[row, column] / whole[row, column] - 1) < 2e-5)
      }
    }
    rows[0, 3] = .infinity
    let infinite = Distances(from: rows, to: rows, metric: metric).matrix
    #expect(!infinite[0, 1].isFinite && !infinite[1, 0].isFinite && infinite[1, 2].isFinite)
  }

  @Test(arguments: DistanceMetric.allCases)
  func blocksAreTheMatrix(_ metric: DistanceMetric) {
    let (a, b) = (normalMatrix(600, 9, seed: 3, as: Float.self), normalMatrix(31, 9, seed: 4, as: Float.self))
    // A copy of the rows is the same set.
    for others in [b, a, Matrix(a.view)] {
      let distances = Distances(from: a.view, to: others.view, metric: metric)
      let whole = distances.matrix
      var seen = 0
      distances.forEachBlock { first, block in
        #expect(first == seen)
        for row in 0..<block.rows { #expect(Array(block.row(row)) == Array(whole.view.row(first + row))) }
        seen += block.rows
      }
      #expect(seen == 600)
    }
    let copied = Distances(from: a, to: Matrix(a.view), metric: metric).matrix
    #expect(copied == copied.transposed)
  }

  @Test func nothingToCompare() {
    let (none, rows) = (Matrix<Float>(rows: 0, columns: 3), Matrix<Float>(rows: 2, columns: 3))
    for metric in DistanceMetric.allCases {
      #expect(Distances(from: none, to: rows, metric: metric).matrix.rows == 0)
      #expect(Distances(from: rows, to: none, metric: metric).matrix.columns == 0)
      let empty = Matrix<Float>(rows: 2, columns: 0)
      let value: Float = metric == .euclidean ? 0 : 1
      #expect(
        Distances(from: empty, to: empty, metric: metric).matrix.elements == [value, value, value, value])
    }
  }
}
