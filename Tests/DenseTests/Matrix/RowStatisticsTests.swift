import TestSupport
import Testing

@testable import Dense

@Suite struct RowStatisticsTests {
  @Test func meansNormsAndNormalization() {
    let matrix = Matrix<Float>([[3, 4], [0, 0], [-6, 8]])
    #expect(matrix.view.columnMeans == [-1, 4])
    #expect(matrix.view.rowNorms == [5, 0, 10])
    #expect(
      largestDifference(
        Matrix(normalizingRowsOf: matrix.view), Matrix<Float>([[0.6, 0.8], [0, 0], [-0.6, 0.8]])) < 1e-7)
    #expect(Matrix(matrix.view, subtracting: [-1, 4]) == Matrix([[4, 0], [1, -4], [-5, 4]]))
  }

  @Test func firstNumberThatIsNotFinite() {
    var matrix = Matrix<Double>(rows: 3, columns: 4)
    #expect(matrix.view.firstNotFinite == nil)
    matrix[2, 1] = .infinity
    matrix[1, 3] = .nan
    #expect(matrix.view.firstNotFinite?.row == 1)
    #expect(matrix.view.firstNotFinite?.column == 3)
  }
}
