import TestSupport
import Testing

@testable import Dense

@Suite struct LeadingSingularVectorsTests {
  // U diag(s) Vᵀ with random orthonormal U and V.
  private static func matrix(_ rows: Int, _ columns: Int, _ values: [Double]) throws -> Matrix<Double> {
    let u = try OrthonormalRows<Double>(overwriting: normalMatrix(values.count, rows, seed: 1)).rows
    let v = try OrthonormalRows<Double>(overwriting: normalMatrix(values.count, columns, seed: 2)).rows
    return product(u, Matrix(v, scalingRowsBy: values), transposingFirst: true)
  }

  @Test(arguments: [(420, 330), (330, 420)])
  func findsValuesThatAreKnown(rows: Int, columns: Int) throws {
    let values = (0..<300).map { 10.0 / Double(1 + $0) }
    let a = try Self.matrix(rows, columns, values)
    let found = try #require(try LeadingSingularVectors(of: DenseOperator(a.view), dimensions: 7))
    for (value, expected) in zip(found.singularValues, values) {
      #expect(abs(value - expected) < 1e-12 * expected)
    }
    #expect(found.singularValues.count == 7 && found.error > 0 && found.error <= 1e-9)
    // A V = U S and Uᵀ U = 1.
    let images = product(a, found.vTransposed, transposingSecond: true)
    let scaled = Matrix(rows: rows, columns: 7) { found.u[$0, $1] * found.singularValues[$1] }
    #expect(largestDifference(images, scaled) < 1e-8)
    let gram = product(found.u, found.u, transposingFirst: true)
    #expect(largestDifference(gram, Matrix<Double>(rows: 7, columns: 7) { $0 == $1 ? 1 : 0 }) < 1e-12)
  }

  @Test func agreesWithTheWholeDecomposition() throws {
    let a: Matrix<Double> = normalMatrix(500, 320, seed: 3)
    let whole = try SingularValueDecomposition(a)
    let found = try #require(
      try LeadingSingularVectors(of: DenseOperator(a.view, threads: 2), dimensions: 12))
    for index in 0..<12 {
      #expect(abs(found.singularValues[index] - whole.singularValues[index]) < 1e-10)
    }
    #expect(largestDifference(found.vTransposed, Matrix(whole.vTransposed.rows(0..<12))) < 1e-6)
    let again = try #require(try LeadingSingularVectors(of: DenseOperator(a.view), dimensions: 12))
    #expect(again.singularValues == found.singularValues && again.vTransposed == found.vTransposed)
  }

  @Test func valuesBeyondTheRankAreZeroAndEqualOnesAreAllFound() throws {
    let deficient = try Self.matrix(400, 350, [5, 3, 1])
    let found = try #require(try LeadingSingularVectors(of: DenseOperator(deficient.view), dimensions: 6))
    #expect(zip(found.singularValues, [5.0, 3, 1, 0, 0, 0]).allSatisfy { abs($0 - $1) < 1e-12 })
    let equal = try Self.matrix(400, 350, Array(repeating: 2, count: 40))
    let twos = try #require(try LeadingSingularVectors(of: DenseOperator(equal.view), dimensions: 20))
    #expect(twos.singularValues.allSatisfy { abs($0 - 2) < 1e-12 })
  }

  @Test func matricesThatAreTooSmallAreLeftToTheWholeDecomposition() throws {
    let a: Matrix<Double> = normalMatrix(300, 275, seed: 4)
    #expect(try LeadingSingularVectors(of: DenseOperator(a.view), dimensions: 5) == nil)
    #expect(try LeadingSingularVectors(of: DenseOperator(a.view), dimensions: 4) != nil)
  }

  @Test func sparseProductsAreThoseOfTheWrittenOutMatrix() {
    var stream = RandomStream(StreamKey(seed: 5))
    let rows = (0..<1100).map { _ in
      (0..<37).filter { _ in stream.below(5) == 0 }.map { (place: $0, value: stream.normal()) }
    }
    let sparse = SparseMatrix(rows, columns: 37, threads: 2)
    var dense = Matrix<Double>(rows: 1100, columns: 37)
    for (row, entries) in rows.enumerated() { for entry in entries { dense[row, entry.place] = entry.value } }
    for width in [1, 8, 19] {
      let (x, y): (Matrix<Double>, Matrix<Double>) = (
        normalMatrix(37, width, seed: 6), normalMatrix(1100, width, seed: 7)
      )
      #expect(largestDifference(sparse.product(x), naiveProduct(dense, x)) < 1e-12)
      #expect(largestDifference(sparse.transposedProduct(y), naiveProduct(dense.transposed, y)) < 1e-12)
      #expect(
        largestDifference(DenseOperator(dense.view).transposedProduct(y), sparse.transposedProduct(y)) < 1e-12
      )
    }
  }

  @Test func rowsMadeOrthonormalAreThoseOfGramAndSchmidt() throws {
    let made = try OrthonormalRows(overwriting: Matrix<Double>([[3, 4, 0], [5, 0, 2]]))
    // By hand: (3, 4, 0)/5; then (5, 0, 2) − 3 (0.6, 0.8, 0) = (3.2, −2.4, 2).
    let length = (3.2 * 3.2 + 2.4 * 2.4 + 4.0).squareRoot()
    let expected = Matrix<Double>([[0.6, 0.8, 0], [3.2 / length, -2.4 / length, 2 / length]])
    #expect(largestDifference(made.rows, expected) < 1e-14)
    #expect(largestDifference(made.factor, Matrix<Double>([[5, 0], [3, length]])) < 1e-14)
    #expect(throws: LinearAlgebraError.self) { try OrthonormalRows(overwriting: Matrix<Float>([[.nan, 1]])) }
  }
}
