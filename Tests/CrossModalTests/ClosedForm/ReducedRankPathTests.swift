import TestSupport
import Testing

@testable import CrossModal
@testable import Dense

@Suite struct ReducedRankPathTests {
  @Test(arguments: ClosedFormGolden.names) func agreesWithNumPy(name: String) throws {
    let golden = try ClosedFormGolden.read(name)
    let path = try ReducedRankPath(RidgePath(x: golden.inputs, y: golden.targets), penalty: 1)
    let images = try path.map(rank: 2)(golden.firstInputs)
    #expect(largestDifference(images, Matrix(golden.reducedRank)) < 1e-10)
  }

  /// The fitted rows of rank r are the best of that rank: what is lost is the sum of the other squared singular values.
  @Test(arguments: [(25, 6, 5, 0.0), (25, 6, 5, 3), (7, 12, 4, 3)])
  func losesTheOtherSingularValues(n: Int, p: Int, q: Int, penalty: Double) throws {
    let (x, y) = RidgePathTests.sets(n, p, q, rank: min(n, p), seed: 140)
    let ridge = try RidgePath(x: x, y: y)
    let path = try ReducedRankPath(ridge, penalty: penalty)
    let whole = try ridge.map(penalty: penalty)(x)
    for rank in 1...4 {
      let map = try path.map(rank: rank)
      let lost = map(x).squaredColumnDistances(to: whole).reduce(0, +)
      let expected = path.singularValues.dropFirst(rank).reduce(0) { $0 + $1 * $1 }
      #expect(abs(lost - expected) < 1e-8 * (1 + expected))
      let values = try SingularValueDecomposition(map.weights).singularValues
      #expect(values.count { $0 > 1e-9 * values[0] } == rank)
    }
    #expect(try path.map() == ridge.map(penalty: penalty))
    #expect(throws: ClosedFormError.rank(q + 1, inputs: p, outputs: q)) { try path.map(rank: q + 1) }
  }
}
