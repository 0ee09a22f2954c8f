import TestSupport
import Testing

@testable import CrossModal
@testable import Dense

@Suite struct FittedStepsApplicationTests {
  @Test func byHand() {
    let x = Matrix<Float>([[3, 4], [0, 0], [1, 2]])
    #expect([FittedStep]().applied(to: x.view) == x)
    #expect(
      [.scaling(shift: [1, 2], factor: [2, 0])].applied(to: x.view) == Matrix([[4, 0], [-2, 0], [0, 0]]))
    #expect([.unitLength].applied(to: x.view).rows(0..<2).numbers(ofRow: 0) == [0.6, 0.8])
    #expect([.unitLength].applied(to: x.view).numbers(ofRow: 1) == [0, 0])
    #expect(
      [.projection(shift: [1, 1], matrix: Matrix([[1, 0, 2], [0, 1, 1]]))].applied(to: x.view)
        == Matrix([[2, 3, 7], [-1, -1, -3], [0, 1, 1]]))
    // In order: the second step sees what the first one made.
    let steps: [FittedStep] = [
      .scaling(shift: [0, 0], factor: [2, 1]), .projection(shift: [6, 4], matrix: Matrix([[1], [1]])),
    ]
    #expect(steps.applied(to: x.view) == Matrix([[0], [-10], [-6]]))
    #expect(steps.inputs == 2)
    #expect(steps.outputs(inputs: 2) == 1)
    #expect([FittedStep.unitLength].inputs == nil)
  }

  @Test func isRoundedOnce() {
    // In Float, 1 + 2⁻³⁰ would be 1 and the difference lost.
    let x = Matrix<Float>([[1]])
    let steps: [FittedStep] = [
      .scaling(shift: [-0x1p-30], factor: [1]), .scaling(shift: [1], factor: [0x1p30]),
    ]
    #expect(steps.applied(to: x.view) == Matrix([[1]]))
  }

  /// Property: a row alone, at another place, or next to other rows gives the same bits.
  @Test(arguments: [(1, 1), (17, 5), (300, 33), (130, 128)])
  func aRowDoesNotDependOnOtherRows(columns: Int, outputs: Int) {
    let x: Matrix<Float> = matrixOfNoise(rows: 150, columns: columns)
    let matrix: Matrix<Double> = normalMatrix(columns, outputs, seed: 2)
    let shift = (0..<columns).map { Double($0) / 7 }
    let steps: [FittedStep] = [
      .scaling(shift: shift, factor: shift.map { 1 + $0 }), .unitLength,
      .projection(shift: shift, matrix: matrix),
    ]
    let whole = steps.applied(to: x.view)
    for row in [0, 1, 2, 3, 5, 31, 62, 63, 64, 65, 100, 127, 128, 149] {
      #expect(steps.applied(to: x.rows(row..<row + 1)).elements == whole.numbers(ofRow: row))
    }
    let order = (0..<150).map { ($0 * 7 + 11) % 150 }
    let mixed = steps.applied(to: Matrix(x, selecting: order).view)
    #expect(mixed == Matrix(whole, selecting: order))
  }

  /// Twin: sums in the plainest order.
  @Test func equalsPlainSums() {
    let x: Matrix<Double> = normalMatrix(70, 9, seed: 3)
    let matrix: Matrix<Double> = normalMatrix(9, 4, seed: 4)
    let (shift, factor) = ((0..<9).map { Double($0) / 3 }, (0..<9).map { 1 / Double($0 + 1) })
    let steps: [FittedStep] = [
      .scaling(shift: shift, factor: factor), .unitLength, .projection(shift: factor, matrix: matrix),
    ]
    let result = steps.applied(to: x.view)
    for row in 0..<70 {
      var z = (0..<9).map { (x[row, $0] - shift[$0]) * factor[$0] }
      let length = z.map { $0 * $0 }.reduce(0, +).squareRoot()
      z = z.map { $0 / length }
      for column in 0..<4 {
        let expected = (0..<9).map { (z[$0] - factor[$0]) * matrix[$0, column] }.reduce(0, +)
        #expect(abs(result[row, column] - expected) < 1e-12)
      }
    }
  }
}
