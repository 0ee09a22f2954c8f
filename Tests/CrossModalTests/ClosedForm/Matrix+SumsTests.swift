import Testing

@testable import CrossModal
@testable import Dense

@Suite struct MatrixSumsTests {
  private let a = Matrix<Double>([[1, 2], [3, 4], [5, 6]])
  private let b = Matrix<Double>([[1, 0], [0, 1], [2, 2]])

  @Test func byHand() {
    #expect(a.sumOfSquares == 91 && a.trace == 5)
    #expect(a.squaredColumnDistances(to: b) == [18, 29])
    #expect(a.means(of: [0, 2]) == [3, 4])
    #expect(a.rowProducts(with: b) == [1, 4, 22])
    #expect(a.elementProducts(with: b) == Matrix<Double>([[1, 0], [0, 4], [10, 12]]))
    let lost = a.sumOfSquaredDifferences(to: b, under: Matrix<Double>([[0, 0], [0, 1]]))
    #expect(lost == 34)
    let difference = a.subtracting(b, outer: [1, 0, 2], [1, 3], factor: 2)
    #expect(difference == Matrix<Double>([[-2, -4], [3, 3], [-1, -8]]))
  }
}
