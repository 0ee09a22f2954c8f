import Foundation
import TestSupport
import Testing

@testable import CrossModal
@testable import Dense

@Suite struct ProcrustesMapTests {
  @Test func findsARotationAndAScale() throws {
    let x = normalMatrix(20, 2, seed: 1, as: Double.self)
    let turn = Matrix<Double>([[cos(0.7), sin(0.7)], [-sin(0.7), cos(0.7)]])
    let turned = product(x, turn)
    let y = Matrix(rows: 20, columns: 2) { 3 * turned[$0, $1] + Double($1) }
    let map = try ProcrustesMap(x: x, y: y, scaling: true)
    #expect(abs(map.scale - 3) < 1e-12 && map.residual < 1e-12 && map.notes.isEmpty)
    #expect(largestDifference(map.map(x), y) < 1e-12)
    let unscaled = try ProcrustesMap(x: x, y: y)
    #expect(largestDifference(unscaled.map.weights, turn) < 1e-12)
    #expect(abs(unscaled.residual - 2.0 / 3) < 1e-12)
  }

  @Test(arguments: ClosedFormGolden.names) func agreesWithSciPy(name: String) throws {
    let golden = try ClosedFormGolden.read(name)
    let map = try ProcrustesMap(x: golden.inputs, y: golden.targets)
    let images = Matrix(map.map(golden.firstInputs), subtracting: golden.targets.columnMeans)
    #expect(largestDifference(images, Matrix(golden.procrustes)) < 1e-10)
    #expect(abs(map.residual - golden.residual) < 1e-10)
    let scaled = try ProcrustesMap(x: golden.inputs, y: golden.targets, scaling: true)
    #expect(abs(scaled.residual - golden.scaledResidual) < 1e-10)
    #expect(scaled.residual <= map.residual)
    // The rows or columns of R are orthonormal.
    let isNarrow = golden.x[0].count <= golden.y[0].count
    let gram = product(
      map.map.weights, map.map.weights, transposingFirst: !isNarrow, transposingSecond: isNarrow)
    let identity = Matrix<Double>(rows: gram.rows, columns: gram.rows) { $0 == $1 ? 1 : 0 }
    #expect(largestDifference(gram, identity) < 1e-12)
  }

  @Test func rowsThatDetermineLittle() throws {
    let one = try ProcrustesMap(x: Matrix<Float>([[1, 2, 3]]), y: Matrix<Float>([[4, 5]]))
    let image = one.map(Matrix<Double>([[1, 2, 3]]))
    #expect(one.residual == 0 && largestDifference(image, Matrix<Double>([[4, 5]])) < 1e-12)
    #expect(
      one.notes == ["the rows determine 0 of 2 directions: the others are turned in any way"])
    let constant = try ProcrustesMap(
      x: Matrix<Float>([[1, 2], [3, 4]]), y: Matrix<Float>([[1, 1], [1, 1]]))
    #expect(constant.residual == .infinity)
  }
}
