import TestSupport
import Testing

@testable import Dense

@Suite struct ProductTests {
  @Test func byHand() {
    let (a, b) = (Matrix<Double>([[1, 2], [3, 4]]), Matrix<Double>([[5, 6], [7, 8]]))
    #expect(product(a.view, b.view) == Matrix([[19, 22], [43, 50]]))
    #expect(product(a.view, b.view, transposingFirst: true) == Matrix([[26, 30], [38, 44]]))
    #expect(product(a.view, b.view, transposingSecond: true) == Matrix([[17, 23], [39, 53]]))
    #expect(
      product(a.view, b.view, transposingFirst: true, transposingSecond: true)
        == Matrix([[23, 31], [34, 46]]))
  }

  @Test(arguments: [(1, 1, 1), (3, 5, 7), (17, 64, 33), (130, 65, 70)])
  func allOrientationsAgreeWithThreeLoops(m: Int, k: Int, n: Int) {
    check(m, k, n, as: Float.self, tolerance: 1e-4)
    check(m, k, n, as: Double.self, tolerance: 1e-12)
  }

  private func check<Scalar: BLASScalar>(
    _ m: Int, _ k: Int, _ n: Int, as type: Scalar.Type, tolerance: Double
  ) {
    let (a, b) = (normalMatrix(m, k, seed: 1, as: type), normalMatrix(k, n, seed: 2, as: type))
    let expected = naiveProduct(a, b)
    let (aT, bT) = (a.transposed, b.transposed)
    #expect(largestDifference(Matrix(multiplying: a.view, b.view), expected) < tolerance)
    #expect(
      largestDifference(Matrix(multiplying: aT.view, b.view, transposingFirst: true), expected) < tolerance)
    #expect(
      largestDifference(Matrix(multiplying: a.view, bT.view, transposingSecond: true), expected) < tolerance)
    #expect(
      largestDifference(
        Matrix(multiplying: aT.view, bT.view, transposingFirst: true, transposingSecond: true), expected)
        < tolerance)
  }

  @Test func viewsWithAStride() {
    let wide = normalMatrix(6, 10, seed: 3, as: Double.self)
    let view = MatrixView(base: wide.view.base + 2, rows: 6, columns: 4, stride: 10, owner: nil)
    let expected = naiveProduct(Matrix(view), Matrix(view).transposed)
    #expect(largestDifference(product(view, view, transposingSecond: true), expected) < 1e-12)
    withExtendedLifetime(wide) {}
  }
}
