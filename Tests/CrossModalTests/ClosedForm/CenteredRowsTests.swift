import TestSupport
import Testing

@testable import CrossModal
@testable import Dense

@Suite struct CenteredRowsTests {
  @Test func chosenRowsByHand() throws {
    let source = Matrix<Float>([[1, 5], [100, 100], [3, 5], [5, 5]])
    let rows = try CenteredRows(source.view, rows: [3, 0, 2], side: "inputs")
    #expect(rows.means == [3, 5])
    #expect(rows.constantColumns == [1])
    #expect(rows.matrix == Matrix<Double>([[2, 0], [-2, 0], [0, 0]]))
    let all = try CenteredRows(source.view, side: "inputs")
    #expect(all.means == [27.25, 28.75])
    #expect(all.constantColumns.isEmpty && all.rows == 4)
  }

  /// The mean of equal numbers may be rounded; their differences to it are 0 nevertheless.
  @Test(arguments: [0.1, 1e300 / 3, 0.7e-300, -3e7 / 7]) func aConstantColumnIsExactlyZero(value: Double)
    throws
  {
    for count in [3, 7, 49] {
      let rows = try CenteredRows(
        Matrix<Double>(rows: count, columns: 1) { _, _ in value }.view, side: "inputs")
      #expect(rows.means == [value])
      #expect(rows.matrix == Matrix<Double>(rows: count, columns: 1))
    }
  }

  /// A small spread at a large distance from zero keeps its digits.
  @Test func aLargeOffset() throws {
    let rows = try CenteredRows(
      Matrix<Double>(rows: 3, columns: 1) { row, _ in 1e12 + Double(row) }.view, side: "inputs")
    #expect(rows.matrix == Matrix<Double>([[-1], [0], [1]]))
  }

  @Test func sumsThatOverflowAreRefused() {
    #expect(throws: ClosedFormError.notFinite(side: "targets", row: 0, column: 1)) {
      try CenteredRows(Matrix<Double>([[1, -1e308], [2, 1e308]]).view, side: "targets")
    }
  }
}
