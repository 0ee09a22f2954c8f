import TestSupport
import Testing

@testable import CrossModal
@testable import Dense

@Suite struct ClosedFormSolverTests {
  private let x = Matrix<Float>([[0, 9], [1, 9], [2, 9], [50, 7]])
  private let y = Matrix<Float>([[1, 0], [3, 1], [5, 2], [-7, -7]])
  private let key = StreamKey(seed: 4)

  private func solver(_ family: ClosedFormFamily, rows: [Int32] = [0, 1, 2]) throws -> ClosedFormSolver {
    try ClosedFormSolver(family, x: x.view, y: y.view, rows: rows, stream: key)
  }

  @Test func ridgeByHand() throws {
    // y = 2x + 1 and y = x; Σ(x − 1)² = 2, so that a penalty of 2 halves the slopes. The constant column gets no weight.
    let solver = try solver(.ridge)
    let exact = try solver.solve(penalty: 0, rank: nil)
    #expect(largestDifference(exact.map.weights, Matrix<Double>([[2, 1], [0, 0]])) < 1e-14)
    #expect(zip(exact.map.bias, [1, 0]).allSatisfy { abs($0 - $1) < 1e-14 })
    #expect(
      exact.notes == [
        "rank 1 of 2 columns: least-norm solution", "constant input columns: 1 of 2, their weights are 0",
      ])
    let shrunk = try solver.solve(penalty: 2, rank: nil)
    #expect(largestDifference(shrunk.map.weights, Matrix<Double>([[1, 0.5], [0, 0]])) < 1e-14)
    #expect(zip(shrunk.map.bias, [2, 0.5]).allSatisfy { abs($0 - $1) < 1e-14 })
    #expect(solver.largestRank == 2 && exact.targetStep == nil)
  }

  @Test func floors() throws {
    let mean = try solver(.mean).solve(penalty: -1, rank: 99).map
    #expect(mean.weights == Matrix<Double>(rows: 2, columns: 2) && mean.bias == [3, 1])
    let random = try solver(.random).solve(penalty: 0, rank: nil).map
    var stream = RandomStream(key)
    let shape = NetworkShape(inputs: 2, hidden: [], outputs: 2, activation: .linear)
    let network = Network<Float>(shape: shape, stream: &stream)
    #expect(random.network.layers[0].weights == network.layers[0].weights && random.bias == [0, 0])
    let other = try ClosedFormSolver(.random, x: x.view, y: y.view, rows: [0], stream: StreamKey(seed: 5))
    #expect(try other.solve(penalty: 0, rank: nil).map != random)
  }

  @Test func refusals() throws {
    for penalty in [-1, .nan, .infinity] {
      #expect(throws: ClosedFormError.self) { try solver(.ridge).solve(penalty: penalty, rank: nil) }
    }
    for rank in [0, 3] {
      #expect(throws: ClosedFormError.rank(rank, inputs: 2, outputs: 2)) {
        try solver(.reducedRank).solve(penalty: 1, rank: rank)
      }
    }
    #expect(throws: ClosedFormError.rows(0, needed: 1, purpose: "a map")) { try solver(.ridge, rows: []) }
    let bad = Matrix<Float>([[1, 2], [3, 4], [5, .nan], [7, 8]])
    #expect(throws: ClosedFormError.notFinite(side: "inputs", row: 2, column: 1)) {
      try ClosedFormSolver(.ridge, x: bad.view, y: y.view, rows: [3, 2], stream: key)
    }
    #expect(throws: ClosedFormError.notFinite(side: "targets", row: 2, column: 1)) {
      try ClosedFormSolver(.mean, x: x.view, y: bad.view, rows: [0, 2], stream: key)
    }
    // Rows that are not chosen do not count.
    _ = try ClosedFormSolver(.ridge, x: bad.view, y: y.view, rows: [0, 3], stream: key)
    #expect("\(ClosedFormError.penalty(-1))" == "penalty -1.0: must be a finite number, at least 0")
  }

  @Test func oneRow() throws {
    let only = try solver(.ridge, rows: [3]).solve(penalty: 0, rank: nil)
    #expect(only.map.weights == Matrix<Double>(rows: 2, columns: 2) && only.map.bias == [-7, -7])
    #expect(only.notes.first == "1 row: the map is its target")
  }

  /// The door gives what the families' own types give on the chosen rows, in any order of penalties and ranks.
  @Test func everyFamilyBehindTheDoor() throws {
    let x = normalMatrix(30, 6, seed: 7, as: Float.self)
    let y = normalMatrix(30, 4, seed: 8, as: Float.self)
    let rows = (0..<30).filter { $0 % 5 != 2 }
    let (chosenX, chosenY) = (Matrix(x, selecting: rows), Matrix(y, selecting: rows))
    func solver(_ family: ClosedFormFamily) throws -> ClosedFormSolver {
      try ClosedFormSolver(family, x: x.view, y: y.view, rows: rows.map(Int32.init), stream: key)
    }
    let path = try RidgePath(x: chosenX, y: chosenY)
    let (cca, reduced) = (try solver(.cca), try solver(.reducedRank))
    let cases: [(Double, Int?)] = [(1, 2), (1, nil), (50, 2), (1, 2), (0, 1)]
    for (penalty, rank) in cases {
      let own = try CanonicalCorrelation(x: chosenX, y: chosenY, penalty: penalty).map(rank: rank)
      let found = try cca.solve(penalty: penalty, rank: rank)
      #expect(found.map == own.map)
      #expect(found.map.outputs == (rank ?? 4))
      guard case .projection(let shift, let matrix) = found.targetStep,
        case .projection(let ownShift, let ownMatrix) = own.targetStep
      else {
        Issue.record("a target step that is no projection")
        continue
      }
      #expect(shift == ownShift && matrix == ownMatrix)
      let limited = try reduced.solve(penalty: penalty, rank: rank)
      let ownLimited = try ReducedRankPath(path, penalty: penalty).map(rank: rank)
      #expect(limited.map == ownLimited)
      #expect(limited.targetStep == nil)
    }
    let procrustes = try ProcrustesMap(x: chosenX, y: chosenY).map
    let turned = try solver(.procrustes).solve(penalty: 0, rank: 1).map
    #expect(turned == procrustes)
    let ridge = try path.map(penalty: 3)
    let (found, whole) = (
      try solver(.ridge).solve(penalty: 3, rank: 1), try reduced.solve(penalty: 3, rank: 4)
    )
    #expect(found.map == ridge)
    #expect(whole.map == ridge)
  }

  /// Held-out rows change no bit.
  @Test(arguments: ClosedFormFamily.allCases) func nothingLeaks(family: ClosedFormFamily) throws {
    let x = normalMatrix(20, 5, seed: 9, as: Float.self)
    let y = normalMatrix(20, 3, seed: 10, as: Float.self)
    var (otherX, otherY) = (x, y)
    for column in 0..<3 { (otherX[7, column], otherY[7, column]) = (1e9, .nan) }
    let rows = (0..<20).filter { $0 != 7 }.map(Int32.init)
    let maps = try [(x, y), (otherX, otherY)].map { x, y in
      try ClosedFormSolver(family, x: x.view, y: y.view, rows: rows, stream: key).solve(penalty: 2, rank: 2)
        .map
    }
    #expect(maps[0] == maps[1])
  }
}
