import TestSupport
import Testing

@testable import Dense

@Suite struct GramMatrixTests {
  @Test func byHand() {
    let a = Matrix<Double>([[1, 2], [3, 4], [5, 6]])
    #expect(Matrix(gramOfColumnsOf: a) == Matrix([[35, 44], [44, 56]]))
    #expect(Matrix(gramOfRowsOf: a) == Matrix([[5, 11, 17], [11, 25, 39], [17, 39, 61]]))
    #expect(Matrix(gramOfColumnsOf: Matrix<Float>(rows: 0, columns: 2)) == Matrix(rows: 2, columns: 2))
  }

  /// One tile, and several with a rest.
  @Test(arguments: [33, 512, 530]) func agreesWithTheProduct(order: Int) {
    check(order, as: Float.self, tolerance: 1e-4)
    check(order, as: Double.self, tolerance: 1e-12)
  }

  private func check<Scalar: BLASScalar>(_ order: Int, as type: Scalar.Type, tolerance: Double) {
    let a = normalMatrix(7, order, seed: 3, as: type)
    let gram = Matrix(gramOfColumnsOf: a)
    let expected = Matrix(multiplying: a.view, a.view, transposingFirst: true)
    #expect(largestDifference(gram, expected) < tolerance)
    #expect(gram == gram.transposed)
    #expect(Matrix(gramOfColumnsOf: a, threads: 3) == gram)
    // A view with a stride, the other way around.
    let rows = Matrix(gramOfRowsOf: a.transposed)
    #expect(largestDifference(rows, expected) < tolerance && rows == rows.transposed)
    let part = MatrixView(base: a.view.base + 1, rows: 7, columns: order - 2, stride: order, owner: nil)
    #expect(
      largestDifference(Matrix(gramOfColumnsOf: part), Matrix(gramOfColumnsOf: Matrix(part))) < tolerance)
    withExtendedLifetime(a) {}
  }
}
