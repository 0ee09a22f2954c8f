import Testing

@testable import Dense

@Suite struct DistinctRowsTests {
  @Test func equalRowsCountOnce() {
    #expect(Matrix<Float>([[1, 2], [2, 1], [1, 2], [1, 2], [0, 0], [2, 1]]).view.distinctRowCount == 3)
    let offset = Matrix<Double>([[1e8, 1], [1e8 + 1, 1], [1e8 + 16, 1]])
    #expect(offset.view.distinctRowCount == 3)
    #expect(offset.converted(to: Float.self).view.distinctRowCount == 2)
    #expect(Matrix<Float>(rows: 0, columns: 3).view.distinctRowCount == 0)
    #expect(Matrix<Float>(rows: 3, columns: 0).view.distinctRowCount == 1)
  }
}
