import Testing

@testable import Dense

@Suite struct MatrixTests {
  @Test func valueSemantics() {
    var first = Matrix<Float>([[1, 2], [3, 4]])
    let view = first.view
    let second = first
    first[0, 0] = 9
    #expect(second[0, 0] == 1 && view[0, 0] == 1 && first[0, 0] == 9)
    #expect(first != second)
  }

  @Test func aViewKeepsItsNumbersAlive() {
    func view() -> MatrixView<Double> { Matrix<Double>([[1, 2], [3, 4], [5, 6]]).view.rows(1..<3) }
    let rows = view()
    #expect(rows.rows == 2 && rows[1, 1] == 6 && Array(rows.row(0)) == [3, 4])
    #expect(Matrix(rows) == Matrix([[3, 4], [5, 6]]))
  }

  @Test func selectionAndTransposition() {
    let matrix = Matrix<Float>([[1, 2, 3], [4, 5, 6]])
    #expect(matrix.transposed == Matrix([[1, 4], [2, 5], [3, 6]]))
    #expect(Matrix(matrix.view, selecting: [1, 1, 0]) == Matrix([[4, 5, 6], [4, 5, 6], [1, 2, 3]]))
    #expect(matrix.transposed.transposed == matrix)
  }

  @Test func whatAViewHasAMatrixHas() {
    let matrix = Matrix<Float>([[3, 4], [0, 0], [6, .infinity]])
    #expect(matrix.numbers(ofRow: 0) == [3, 4] && matrix.view.numbers(ofRow: 1) == [0, 0])
    #expect(matrix.rowNorms == [5, 0, .infinity] && matrix.columnMeans == [3, .infinity])
    #expect(matrix.firstNotFinite?.row == 2 && matrix.firstNotFinite?.column == 1)
    #expect(Matrix(matrix.rows(0..<2)) == Matrix([[3, 4], [0, 0]]))
    #expect("\(matrix)" == "3×2 numbers")
  }

  @Test func emptyMatrices() {
    let empty = Matrix<Float>(rows: 0, columns: 3)
    #expect(empty.elements.isEmpty && empty.transposed.rows == 3)
    #expect(
      product(Matrix<Float>(rows: 2, columns: 0).view, empty.view).elements == Array(repeating: 0, count: 6))
  }

  @Test func buffersAreAlignedAndZero() {
    for count in [0, 1, 15, 16, 17, 1000] {
      let buffer = AlignedBuffer<Float>(count: count)
      #expect(Int(bitPattern: buffer.pointer) % 64 == 0)
      #expect((0..<count).allSatisfy { buffer.pointer[$0] == 0 })
    }
  }
}
