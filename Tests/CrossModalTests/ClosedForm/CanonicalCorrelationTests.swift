import TestSupport
import Testing

@testable import CrossModal
@testable import Dense

@Suite struct CanonicalCorrelationTests {
  private func projections(_ solved: ClosedFormMap, _ x: Matrix<Double>, _ y: Matrix<Double>) throws
    -> (Matrix<Double>, Matrix<Double>)
  {
    guard case .projection(let shift, let matrix) = solved.targetStep else {
      throw ClosedFormError.penalty(0)
    }
    return (solved.map(x), product(Matrix(y, subtracting: shift), matrix))
  }

  @Test(arguments: ClosedFormGolden.names) func agreesWithNumPy(name: String) throws {
    let golden = try ClosedFormGolden.read(name)
    let cca = try CanonicalCorrelation(x: golden.inputs, y: golden.targets, penalty: 30)
    #expect(cca.correlations.count == 3)
    for (found, expected) in zip(cca.correlations, golden.correlations) {
      #expect(abs(found - expected) < 1e-10)
    }
  }

  /// Columns have variance 1, are uncorrelated within a side, and correlate by ρ across the sides.
  @Test(arguments: [(30, 4, 3, 4), (30, 6, 5, 3)])
  func definition(n: Int, p: Int, q: Int, rank: Int) throws {
    let (x, y) = RidgePathTests.sets(n, p, q, rank: rank, seed: 110)
    let cca = try CanonicalCorrelation(x: x, y: y)
    let solved = try cca.map()
    let (first, second) = try projections(solved, x, y)
    let pairs = min(rank, q)
    #expect(first.columns == pairs && solved.notes.isEmpty && cca.correlations.count == pairs)
    let identity = Matrix<Double>(rows: pairs, columns: pairs) { $0 == $1 ? Double(n) : 0 }
    #expect(largestDifference(product(first, first, transposingFirst: true), identity) < 1e-9)
    #expect(largestDifference(product(second, second, transposingFirst: true), identity) < 1e-9)
    let across = product(first, second, transposingFirst: true)
    let expected = Matrix<Double>(rows: pairs, columns: pairs) {
      $0 == $1 ? Double(n) * cca.correlations[$0] : 0
    }
    #expect(largestDifference(across, expected) < 1e-9)
    #expect(zip(cca.correlations, cca.correlations.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(first.columnMeans.allSatisfy { abs($0) < 1e-12 })
  }

  /// The whole of a path of ranks, and directions that the rows have not.
  @Test func ranks() throws {
    let (x, y) = RidgePathTests.sets(30, 6, 5, rank: 2, seed: 120)
    let cca = try CanonicalCorrelation(x: x, y: y, penalty: 0.5)
    let (all, one, many) = (try cca.map(), try cca.map(rank: 1), try cca.map(rank: 4))
    #expect(all.map.outputs == 2 && one.map.outputs == 1 && many.map.outputs == 4)
    for row in 0..<6 { #expect(one.map.weights[row, 0] == all.map.weights[row, 0]) }
    #expect(many.map.bias[2...] == [0, 0] && many.notes.count == 1)
    #expect(many.notes[0] == "the rows have 2 pairs of directions: 2 of 4 dimensions are 0")
    #expect(throws: ClosedFormError.rank(6, inputs: 6, outputs: 5)) { try cca.map(rank: 6) }
  }

  /// With a penalty: Aᵀ (XᵀX + α) A = n, by both routes.
  @Test(arguments: [(30, 5), (8, 12)]) func penalizedLengths(n: Int, p: Int) throws {
    let (x, y) = RidgePathTests.sets(n, p, 3, rank: min(n, p), seed: 130)
    let map = try CanonicalCorrelation(x: x, y: y, penalty: 4).map().map
    var covariance = Matrix(gramOfColumnsOf: try RidgePath(x: x, y: y).x.matrix)
    for column in 0..<p { covariance[column, column] += 4 }
    let lengths = product(map.weights, product(covariance, map.weights), transposingFirst: true)
    let identity = Matrix<Double>(rows: lengths.rows, columns: lengths.rows) { $0 == $1 ? Double(n) : 0 }
    #expect(largestDifference(lengths, identity) < 1e-9)
  }

  @Test func oneRow() throws {
    let solved = try CanonicalCorrelation(x: Matrix<Float>([[1, 2]]), y: Matrix<Float>([[3, 4]])).map()
    #expect(solved.map.outputs == 1 && solved.map.weights.elements == [0, 0])
  }
}
