import Dense
import Testing

@testable import CrossModal

@Suite struct ConstantColumnsTests {
  @Test func columnsOfOneNumberInAllPartsAreCounted() {
    let a = Matrix<Float>(rows: 2, columns: 3, elements: [1, 0, 5, 1, 2, 5])
    let b = Matrix<Float>(rows: 1, columns: 3, elements: [1, 0, 6])
    #expect(RowFacts.constantColumns([a.view]) == 2)
    #expect(RowFacts.constantColumns([a.view, b.view]) == 1)
    #expect(RowFacts.constantColumns([b.view]) == 0)
    #expect(RowFacts.constantColumns([Matrix<Double>(rows: 0, columns: 3).view]) == 0)
  }
}
