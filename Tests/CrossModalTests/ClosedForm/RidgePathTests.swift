import TestSupport
import Testing

@testable import CrossModal
@testable import Dense

@Suite struct RidgePathTests {
  /// Inputs of a certain rank, apart from a shift, and targets that depend on them.
  static func sets(_ n: Int, _ p: Int, _ q: Int, rank: Int, seed: UInt64) -> (
    x: Matrix<Double>, y: Matrix<Double>
  ) {
    let hidden = normalMatrix(n, rank, seed: seed, as: Double.self)
    let x = product(hidden, normalMatrix(rank, p, seed: seed + 1, as: Double.self))
    let noise = normalMatrix(n, q, seed: seed + 2, as: Double.self)
    let signal = product(x, normalMatrix(p, q, seed: seed + 3, as: Double.self))
    return (
      Matrix(x, subtracting: Array(repeating: -2, count: p)),
      Matrix(rows: n, columns: q) { signal[$0, $1] + noise[$0, $1] + 5 }
    )
  }

  /// W and b of the normal equations by elimination, without any of the code under test.
  static func plain(_ x: Matrix<Double>, _ y: Matrix<Double>, _ penalty: Double) -> AffineMap {
    let (meanX, meanY) = (x.columnMeans, y.columnMeans)
    let (p, q) = (x.columns, y.columns)
    var system = [[Double]](repeating: Array(repeating: 0, count: p + q), count: p)
    for i in 0..<p {
      for j in 0..<(p + q) {
        for row in 0..<x.rows {
          system[i][j] +=
            (x[row, i] - meanX[i]) * (j < p ? x[row, j] - meanX[j] : y[row, j - p] - meanY[j - p])
        }
      }
      system[i][i] += penalty
    }
    for i in 0..<p {
      let pivot = (i..<p).max { abs(system[$0][i]) < abs(system[$1][i]) } ?? i
      system.swapAt(i, pivot)
      for other in 0..<p where other != i {
        let factor = system[other][i] / system[i][i]
        for j in i..<(p + q) { system[other][j] -= factor * system[i][j] }
      }
    }
    let weights = Matrix(rows: p, columns: q) { system[$0][p + $1] / system[$0][$0] }
    let bias = (0..<q).map { column in
      meanY[column] - (0..<p).reduce(0) { $0 + meanX[$1] * weights[$1, column] }
    }
    return AffineMap(weights: weights, bias: bias)
  }

  @Test(arguments: [(30, 6, 4, 6), (8, 15, 3, 8), (25, 10, 2, 4)])
  func agreesWithTheNormalEquations(n: Int, p: Int, q: Int, rank: Int) throws {
    let (x, y) = Self.sets(n, p, q, rank: rank, seed: 20)
    let path = try RidgePath(x: x, y: y)
    for penalty in [0.1, 3, 1000] {
      let (map, expected) = (try path.map(penalty: penalty), Self.plain(x, y, penalty))
      #expect(largestDifference(map.weights, expected.weights) < 1e-10)
      #expect(zip(map.bias, expected.bias).allSatisfy { abs($0 - $1) < 1e-10 })
    }
    let own = try path.map(penalties: (0..<q).map { $0 == 0 ? 3 : 1000 })
    let (weak, strong) = (Self.plain(x, y, 3), Self.plain(x, y, 1000))
    for column in 0..<q {
      for row in 0..<p {
        #expect(abs(own.weights[row, column] - (column == 0 ? weak : strong).weights[row, column]) < 1e-10)
      }
    }
  }

  @Test(arguments: ClosedFormGolden.names) func agreesWithScikitLearn(name: String) throws {
    let golden = try ClosedFormGolden.read(name)
    let path = try RidgePath(x: golden.inputs, y: golden.targets)
    for (place, penalty) in golden.penalties.enumerated() {
      let images = try path.map(penalty: penalty)(golden.firstInputs)
      #expect(largestDifference(images, Matrix(golden.ridge[place])) < 1e-10)
    }
    let images = try path.map(penalty: 0)(golden.firstInputs)
    #expect(largestDifference(images, Matrix(golden.leastNorm)) < 1e-9)
    let errors = try path.leaveOneOut(penalties: golden.penalties)
    #expect(largestDifference(errors, Matrix(golden.leaveOneOut)) < 1e-10)
    #expect(try path.bestPenalties(of: golden.penalties) == golden.bestPenalties)
  }

  /// Small penalties and large ones meet where the decomposition changes.
  @Test(arguments: [(20, 6), (6, 20)]) func theRoutesMeet(n: Int, p: Int) throws {
    let (x, y) = Self.sets(n, p, 2, rank: min(n, p), seed: 30)
    let path = try RidgePath(x: x, y: y)
    let edge = RidgePath.smallestShare * (try path.basis(1).largestSquare)
    let (below, above) = (try path.basis(0.999 * edge), try path.basis(1.001 * edge))
    #expect(below.route == .singularValues && above.route == (n > p ? .covariance : .gram))
    let (first, second) = (try path.map(penalty: edge * 0.999), try path.map(penalty: edge * 1.001))
    #expect(largestDifference(first.weights, second.weights) < 1e-4)
    let (one, two) = (
      try path.leaveOneOut(penalty: edge * 0.999), try path.leaveOneOut(penalty: edge * 1.001)
    )
    #expect(zip(one, two).allSatisfy { abs($0 - $1) < 1e-4 * $0 })
  }

  /// Every row predicted by the map of all others, which is solved again.
  @Test(arguments: [
    (14, 4, 4, 0.5), (14, 4, 4, 0), (7, 12, 7, 2), (7, 12, 7, 0), (7, 12, 7, 1e-12), (12, 6, 3, 0),
    (5, 4, 4, 0),
  ])
  func leaveOneOutIsThatOfNewMaps(n: Int, p: Int, rank: Int, penalty: Double) throws {
    let (x, y) = Self.sets(n, p, 2, rank: rank, seed: 40)
    var expected = [0.0, 0.0]
    for row in 0..<n {
      let others = (0..<n).filter { $0 != row }
      let path = try RidgePath(x: Matrix(x, selecting: others), y: Matrix(y, selecting: others))
      let image = try path.map(penalty: penalty)(x.rows(row..<(row + 1)))
      for column in 0..<2 {
        expected[column] += (image[0, column] - y[row, column]) * (image[0, column] - y[row, column])
      }
    }
    let errors = try RidgePath(x: x, y: y).leaveOneOut(penalty: penalty)
    for (error, sum) in zip(errors, expected) { #expect(abs(error - sum / Double(n)) < 1e-8 * sum) }
  }

  /// A column that one row alone has gives that row leverage 1.
  @Test func aRowOfLeverageOne() throws {
    var (x, y) = Self.sets(12, 3, 2, rank: 3, seed: 50)
    for row in 0..<12 { x[row, 2] = row == 4 ? 1 : 0 }
    y[4, 0] = 100
    let errors = try RidgePath(x: x, y: y).leaveOneOut(penalty: 0)
    let others = (0..<12).filter { $0 != 4 }
    let image = try RidgePath(x: Matrix(x, selecting: others), y: Matrix(y, selecting: others))
      .map(penalty: 0)(x.rows(4..<5))
    let own = (image[0, 0] - 100) * (image[0, 0] - 100) / 12
    #expect(errors[0] > own && errors[0] < own + 20)
  }

  @Test func notes() throws {
    var (x, y) = Self.sets(12, 5, 2, rank: 2, seed: 60)
    #expect(try RidgePath(x: x, y: y).notes(penalty: 0) == ["rank 2 of 5 columns: least-norm solution"])
    #expect(
      try RidgePath(x: x, y: y).notes(penalty: 1)
        == ["rank 2 of 5 columns: the penalty alone decides the other directions"])
    (x, y) = Self.sets(12, 5, 2, rank: 5, seed: 60)
    #expect(try RidgePath(x: x, y: y).notes(penalty: 0).isEmpty)
    // A constant whose mean would be rounded has no weight at all.
    for row in 0..<12 { x[row, 1] = 0.1 * 3e7 }
    let path = try RidgePath(x: x, y: y)
    #expect(try path.map(penalty: 0).weights.numbers(ofRow: 1) == [0, 0])
    #expect(try path.notes(penalty: 0).last == "constant input columns: 1 of 5, their weights are 0")
  }

  @Test func chooserAndRefusals() throws {
    let (x, y) = Self.sets(20, 4, 2, rank: 4, seed: 70)
    let path = try RidgePath(x: x, y: y)
    let penalties = [1e6, 0.01, 1e5]
    #expect(try path.bestPenalty(of: penalties) == 0.01)
    #expect(throws: ClosedFormError.penalty(-1)) { try path.leaveOneOut(penalty: -1) }
    #expect(throws: ClosedFormError.rows(1, needed: 2, purpose: "leave-one-out")) {
      try RidgePath(x: Matrix<Double>([[1, 2]]), y: Matrix<Double>([[1]])).leaveOneOut(penalty: 1)
    }
    #expect(try RidgePath(x: Matrix<Double>([[1, 2]]), y: Matrix<Double>([[7]])).map(penalty: 1).bias == [7])
  }
}
