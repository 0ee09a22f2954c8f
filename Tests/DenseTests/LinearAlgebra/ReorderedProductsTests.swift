import TestSupport
import Testing

@testable import Dense

@Suite struct ReorderedProductsTests {
  @Test func byHand() {
    let (a, b) = (Matrix<Float>([[1], [2], [4]]), Matrix<Float>([[1, 10], [3, 30], [5, 50]]))
    // Row 0 of A meets row 2 of B, row 1 row 0, row 2 row 1: 5 + 2 + 12.
    #expect(ReorderedProducts(a, b, workers: 1).product([2, 0, 1], worker: 0) == Matrix([[19, 190]]))
    // The same with the sides exchanged, by the other matrix's rows.
    #expect(ReorderedProducts(b, a, workers: 1).product([1, 2, 0], worker: 0) == Matrix([[19], [190]]))
    let empty = ReorderedProducts(Matrix(rows: 3, columns: 0), b, workers: 1)
    #expect(empty.product([0, 1, 2], worker: 0) == Matrix(rows: 0, columns: 2))
  }

  /// Either side the narrower one, and both as narrow.
  @Test(arguments: [(500, 7, 90), (500, 90, 7), (120, 34, 34)])
  func agreesWithTheProductOfReorderedRows(rows: Int, p: Int, q: Int) {
    let a = normalMatrix(rows, p, seed: 1, as: Float.self)
    let b = normalMatrix(rows, q, seed: 2, as: Float.self)
    let products = ReorderedProducts(a, b, workers: 2)
    var stream = RandomStream(StreamKey(seed: 3))
    // One worker's memory serves again.
    for worker in [1, 0, 1] {
      let alignment = stream.permutation(rows)
      let expected = product(
        a.converted(to: Double.self), Matrix(b, selecting: alignment).converted(to: Double.self),
        transposingFirst: true)
      #expect(largestDifference(products.product(alignment, worker: worker), expected) < 1e-3)
    }
  }
}
