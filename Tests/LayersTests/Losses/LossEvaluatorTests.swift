import Testing

@testable import Dense
@testable import Layers

@Suite struct LossEvaluatorTests {
  private func value<Scalar: PairScalar>(
    _ loss: Loss, _ predictions: [[Scalar]], _ targets: [[Scalar]], labels: [[String]]? = nil
  ) -> Double {
    LossBatch(predictions: Matrix(predictions), targets: Matrix(targets), labels: labels)
      .evaluate(loss, on: OpenBLASLayerKernels<Scalar>.self).value
  }

  @Test func meanSquaredErrorByHand() {
    // Squares 1, 4, 0, 9 over 2 × 2 numbers.
    #expect(value(.meanSquaredError, [[1.0, 2], [3, 4]], [[0, 0], [3, 1]]) == 3.5)
    #expect(value(.meanSquaredError, [[1 as Float, 2], [3, 4]], [[0, 0], [3, 1]]) == 3.5)
  }

  @Test func cosineByHand() {
    // Angles 0, 90 and 180 degrees: 0, 1, 2.
    let predictions = [[2.0, 0], [0, 3], [-1, 0]]
    let targets = [[5.0, 0], [1, 0], [4, 0]]
    #expect(abs(value(.cosine(.sum), predictions, targets) - 1) < 1e-15)
    #expect(abs(value(.cosine(.mean), predictions, targets) - 0.5) < 1e-15)
  }

  @Test func cosineOfAZeroVectorIsGuarded() {
    #expect(value(.cosine(.sum), [[0.0, 0]], [[1, 0]]) == 1)
  }

  @Test func maxMarginByHand() {
    // d(f0, y0) = 1, d(f1, y0) = 3, d(f1, y1) = 0, d(f0, y1) = 2 on a line.
    let (predictions, targets) = ([[1.0], [3.0]], [[0.0], [3.0]])
    // Input side: 5 + 1 − 3 and 5 + 0 − 2.
    #expect(value(.maxMargin(.init(margin: 5)), predictions, targets) == 3)
    // Target side: 5 + 1 − d(f0, y1) and 5 + 0 − d(f1, y0).
    #expect(value(.maxMargin(.init(margin: 5, negativeSide: .target)), predictions, targets) == 3)
    // Margin 2: 0 and 0 are not violated.
    #expect(value(.maxMargin(.init(margin: 2)), predictions, targets) == 0)
  }

  @Test func hardestNegativeIsTheNearest() {
    // For target 0: candidates at 3 and 1; the harder one is at 1: hinge 2 + 0 − 1 = 1.
    let predictions = [[0.0], [3.0], [1.0]]
    let targets = [[0.0], [30.0], [100.0]]
    let loss = value(.maxMargin(.init(margin: 2, negative: .hardest)), predictions, targets)
    // Pair 1: 2 + 27 − min(30, 29) = 0; pair 2: 2 + 99 − min(100, 97) = 4.
    #expect(abs(loss - (1 + 0 + 4) / 3) < 1e-12)
  }

  @Test func negativesShareNoLabelWhereThatIsPossible() {
    // Item 0 shares a label with 1, so its only candidate is 2, and so on round.
    let predictions = [[0.0], [1.0], [10.0]]
    let targets = [[0.0], [1.0], [10.0]]
    let loss = value(
      .maxMargin(.init(margin: 11)), predictions, targets, labels: [["a"], ["a", "b"], ["c"]])
    // 11 − 10, 11 − 9, and for item 2 either 11 − 10 or 11 − 9.
    #expect(loss == (1 + 2 + 1) / 3 || loss == (1 + 2 + 2) / 3.0)
  }

  @Test func oneRowContributesNothing() {
    #expect(value(.maxMargin(.init(margin: 1)), [[5.0]], [[0.0]]) == 0)
  }

  @Test func aLossOfOnesOwnIsAveragedOverTheBatch() {
    let loss = Loss.custom(
      .init("absolute error") { prediction, target in
        let differences = zip(prediction, target).map { $0 - $1 }
        return (differences.reduce(0) { $0 + abs($1) }, differences.map { $0 < 0 ? -1 : $0 > 0 ? 1 : 0 })
      })
    #expect(value(loss, [[1.0, 2], [3, 4]], [[0, 0], [3, 1]]) == 3)
    #expect(value(loss, [[1 as Float, 2], [3, 4]], [[0, 0], [3, 1]]) == 3)
  }
}
