import TestSupport
import Testing

@testable import CrossModal
@testable import Dense

@Suite struct RidgeFoldsTests {
  @Test(arguments: ClosedFormGolden.names) func agreesWithScikitLearn(name: String) throws {
    let golden = try ClosedFormGolden.read(name)
    let folds = try RidgeFolds(
      x: golden.inputs, y: golden.targets, heldOut: consecutiveFolds(golden.x.count, 3))
    let errors = try folds.meanErrors(penalties: golden.penalties)
    #expect(zip(errors, golden.folds).allSatisfy { abs($0 - $1) < 1e-10 * $1 })
  }

  /// All ways to the same errors: sums of squares, predictions, and maps that are solved anew.
  @Test(arguments: [(40, 6, 6), (40, 6, 3), (20, 30, 20)])
  func agreesWithNewMaps(n: Int, p: Int, rank: Int) throws {
    let (x, y) = RidgePathTests.sets(n, p, 3, rank: rank, seed: 80)
    // Folds of scattered rows; the last rows are in none.
    let heldOut: [[Int32]] = [[5, 0, 11], [3, 17, 4, 9], [8]]
    let folds = try RidgeFolds(x: x, y: y, heldOut: heldOut)
    for penalties in [[0.3, 20, 500], [0, 20], [1e-10]] {
      let errors = try folds.errors(penalties: penalties)
      let targets = try folds.targetErrors(penalties: penalties)
      for (fold, rows) in heldOut.enumerated() {
        let training = (0..<n).filter { !rows.contains(Int32($0)) }
        let path = try RidgePath(x: Matrix(x, selecting: training), y: Matrix(y, selecting: training))
        let (heldX, heldY) = (
          Matrix(x, selecting: rows.map(Int.init)), Matrix(y, selecting: rows.map(Int.init))
        )
        for (place, penalty) in penalties.enumerated() {
          let sums = try path.map(penalty: penalty)(heldX).squaredColumnDistances(to: heldY)
          let expected = sums.reduce(0, +) / Double(rows.count * 3)
          #expect(abs(errors[fold, place] - expected) < 1e-9 * expected)
          for column in 0..<3 {
            #expect(
              abs(targets[fold][place, column] - sums[column] / Double(rows.count)) < 1e-8 * sums[column])
          }
        }
      }
    }
  }

  /// Nearly perfect maps: the difference of sums of squares alone would have no digit left.
  @Test func tinyErrors() throws {
    let x = normalMatrix(60, 4, seed: 90, as: Double.self)
    let y = product(x, normalMatrix(4, 2, seed: 91, as: Double.self))
    let heldOut = consecutiveFolds(60, 4)
    let errors = try RidgeFolds(x: x, y: y, heldOut: heldOut).errors(penalties: [1e-5])
    let training = (0..<60).filter { !heldOut[1].contains(Int32($0)) }
    let map = try RidgePath(x: Matrix(x, selecting: training), y: Matrix(y, selecting: training))
      .map(penalty: 1e-5)
    let rows = heldOut[1].map(Int.init)
    let expected =
      map(Matrix(x, selecting: rows)).sumOfSquaredDifferences(
        to: Matrix(y, selecting: rows), under: Matrix(rows: 2, columns: 2) { $0 == $1 ? 1 : 0 }) / 30
    #expect(expected < 1e-12 && abs(errors[1, 0] - expected) < 1e-6 * expected)
  }

  /// Nearly all of the sum of squares is held out: taking it off would leave no digit.
  @Test func anOutlierIsHeldOut() throws {
    var (x, y) = RidgePathTests.sets(30, 4, 2, rank: 4, seed: 95)
    for column in 0..<4 { x[7, column] = 1e9 * Double(column + 1) }
    let rows = (0..<30).filter { $0 != 7 }
    let map = try RidgePath(x: Matrix(x, selecting: rows), y: Matrix(y, selecting: rows)).map(penalty: 2)
    let expected = map(x.rows(7..<8)).squaredColumnDistances(to: Matrix(y.rows(7..<8))).reduce(0, +) / 2
    let errors = try RidgeFolds(x: x, y: y, heldOut: [[7]]).errors(penalties: [2])
    #expect(abs(errors[0, 0] - expected) < 1e-6 * expected)
    y[0, 0] = .nan
    #expect(throws: ClosedFormError.notFinite(side: "targets", row: 0, column: 0)) {
      try RidgeFolds(x: x, y: y, heldOut: [[7]])
    }
  }

  @Test func threadsChangeNoBit() throws {
    let (x, y) = RidgePathTests.sets(50, 8, 3, rank: 8, seed: 97)
    let folds = try RidgeFolds(x: x, y: y, heldOut: consecutiveFolds(50, 5))
    #expect(try folds.errors(penalties: [1, 10]) == folds.errors(penalties: [1, 10], threads: 3))
  }

  @Test func refusals() throws {
    let (x, y) = RidgePathTests.sets(4, 2, 1, rank: 2, seed: 98)
    #expect(throws: ClosedFormError.rows(0, needed: 1, purpose: "a fold")) {
      try RidgeFolds(x: x, y: y, heldOut: [[0], []])
    }
    #expect(throws: ClosedFormError.rows(0, needed: 1, purpose: "training")) {
      try RidgeFolds(x: x, y: y, heldOut: [[0, 1, 2, 3]])
    }
    #expect(throws: ClosedFormError.self) {
      try RidgeFolds(x: x, y: y, heldOut: [[0]]).errors(penalties: [.nan])
    }
  }
}
