import TestSupport
import Testing

@testable import Dense

@Suite struct DecompositionTests {
  @Test(arguments: [(1, 1), (4, 4), (30, 7), (7, 30), (100, 64)])
  func singularValuesRebuildTheMatrix(rows: Int, columns: Int) throws {
    try checkSVD(rows, columns, as: Float.self, tolerance: 2e-5)
    try checkSVD(rows, columns, as: Double.self, tolerance: 1e-12)
  }

  private func checkSVD<Scalar: BLASScalar>(
    _ rows: Int, _ columns: Int, as type: Scalar.Type, tolerance: Double
  ) throws {
    let a = normalMatrix(rows, columns, seed: 5, as: type)
    let svd = try SingularValueDecomposition(decomposing: a.view)
    let rank = min(rows, columns)
    #expect(svd.u.rows == rows && svd.u.columns == rank && svd.vTransposed.columns == columns)
    #expect(zip(svd.singularValues, svd.singularValues.dropFirst()).allSatisfy { $0 >= $1 && $1 >= 0 })
    let scaled = Matrix(rows: rows, columns: rank) { svd.u[$0, $1] * svd.singularValues[$1] }
    #expect(largestDifference(Matrix(multiplying: scaled.view, svd.vTransposed.view), a) < tolerance)
    let identity = Matrix<Double>(rows: rank, columns: rank) { $0 == $1 ? 1 : 0 }
    #expect(
      largestDifference(Matrix(multiplying: svd.u.view, svd.u.view, transposingFirst: true), identity)
        < tolerance)
    #expect(
      largestDifference(
        Matrix(multiplying: svd.vTransposed.view, svd.vTransposed.view, transposingSecond: true), identity)
        < tolerance)
    for row in 0..<rank {
      let numbers = svd.vTransposed.view.row(row)
      #expect((numbers.max { abs($0) < abs($1) } ?? 0) > 0)
    }
  }

  @Test func aMatrixThatIsGivenUpIsDecomposedAlike() throws {
    for (rows, columns) in [(30, 7), (7, 30)] {
      let a = normalMatrix(rows, columns, seed: 5, as: Double.self)
      let kept = Matrix(a.view)
      let plain = try SingularValueDecomposition(a)
      let own = try SingularValueDecomposition(overwriting: a)
      #expect(own.u == plain.u && own.vTransposed == plain.vTransposed)
      #expect(own.singularValues == plain.singularValues)
      // It is still held here, so it was copied.
      #expect(a == kept)
    }
  }

  @Test func singularValuesByHand() throws {
    let svd = try SingularValueDecomposition(Matrix<Double>([[3, 0], [0, -2]]).view)
    #expect(abs(svd.singularValues[0] - 3) < 1e-15 && abs(svd.singularValues[1] - 2) < 1e-15)
    #expect(abs(svd.u[1, 1] + 1) < 1e-15)
  }

  @Test func eigendecompositionByHandAndByProperty() throws {
    // Only the lower triangle counts: the 99 is not read.
    let small = try SymmetricEigendecomposition(Matrix<Double>([[2, 99], [1, 2]]).view)
    #expect(abs(small.eigenvalues[0] - 1) < 1e-14 && abs(small.eigenvalues[1] - 3) < 1e-14)
    try checkEigen(as: Float.self, tolerance: 1e-3)
    try checkEigen(as: Double.self, tolerance: 1e-11)
  }

  private func checkEigen<Scalar: BLASScalar>(as type: Scalar.Type, tolerance: Double) throws {
    let a = normalMatrix(40, 20, seed: 6, as: type)
    let gram = Matrix(multiplying: a.view, a.view, transposingFirst: true)
    let eigen = try SymmetricEigendecomposition(decomposing: gram.view)
    let scaled = Matrix(rows: 20, columns: 20) { eigen.eigenvectors[$0, $1] * eigen.eigenvalues[$1] }
    #expect(
      largestDifference(
        Matrix(multiplying: scaled.view, eigen.eigenvectors.view, transposingSecond: true), gram)
        < tolerance)
    #expect(zip(eigen.eigenvalues, eigen.eigenvalues.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test func leastSquaresByHand() throws {
    // The line through (0, 1), (1, 3), (2, 5).
    let x = try leastSquares(
      Matrix<Double>([[0, 1], [1, 1], [2, 1]]).view, Matrix<Double>([[1], [3], [5]]).view)
    #expect(abs(x[0, 0] - 2) < 1e-14 && abs(x[1, 0] - 1) < 1e-14)
  }

  @Test func leastSquaresResidualIsOrthogonal() throws {
    let (a, b) = (
      normalMatrix(50, 6, seed: 7, as: Double.self), normalMatrix(50, 3, seed: 8, as: Double.self)
    )
    let x = try leastSquares(a.view, b.view)
    let fitted = product(a.view, x.view)
    let residual = Matrix<Double>(rows: 50, columns: 3) { b[$0, $1] - fitted[$0, $1] }
    let zero = Matrix<Double>(rows: 6, columns: 3)
    #expect(largestDifference(product(a.view, residual.view, transposingFirst: true), zero) < 1e-12)
  }

  @Test func leastSquaresOfLowRankHasLeastNorm() throws {
    // x + y = 2 in the least norm is (1, 1).
    let x = try leastSquares(Matrix<Double>([[1, 1], [1, 1]]).view, Matrix<Double>([[2], [2]]).view)
    #expect(abs(x[0, 0] - 1) < 1e-12 && abs(x[1, 0] - 1) < 1e-12)
  }

  @Test func notFiniteIsAnError() {
    var a = normalMatrix(5, 4, seed: 9, as: Double.self)
    a[3, 2] = .nan
    #expect(throws: LinearAlgebraError.notFinite(routine: "gesdd", row: 3, column: 2)) {
      try SingularValueDecomposition(a.view)
    }
  }
}
