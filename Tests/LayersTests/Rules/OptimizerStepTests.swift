import Testing

@testable import Dense
@testable import Layers

@Suite struct OptimizerStepTests {
  private func step<Scalar: LayerScalar>(
    _ p: [Scalar], _ g: [Scalar], _ rule: OptimizerStep
  ) -> (p: [Scalar], squares: [Scalar]) {
    var (weights, squares, means) = (p, p.map { _ in 0 as Scalar }, p.map { _ in 0 as Scalar })
    Scalar.update(
      weights: &weights, squares: &squares, means: &means, stride: p.count, gradient: g,
      gradientStride: p.count,
      rows: 1, columns: p.count, rule)
    return (weights, squares)
  }

  @Test func rmspropByHand() {
    // Keras, first step: a = 0.1 g², p − 0.5 g / (√a + 1e-8).
    let result = step(
      [1, 2, 3, 4] as [Double], [1, 6, 7, 2],
      OptimizerStep(.rmsprop(rho: 0.9, epsilon: 1e-8), learningRate: 0.5, number: 1))
    for (value, expected) in zip(result.p, [-0.5811387801, 0.4188611782, 1.4188611771, 2.4188611949]) {
      #expect(abs(value - expected) < 1e-9)
    }
    for (value, g) in zip(result.squares, [1.0, 6, 7, 2]) { #expect(abs(value - 0.1 * g * g) < 1e-14) }
  }

  @Test func epsilonOutsideAndInsideTheRoot() {
    let outside = step(
      [0.0], [1e-7], OptimizerStep(.rmsprop(rho: 0.9, epsilon: 1e-8), learningRate: 0.01, number: 1)
    ).p[0]
    let inside = step(
      [0.0], [1e-7], OptimizerStep(.rmspropInside(rho: 0.9, epsilon: 1e-8), learningRate: 0.01, number: 1)
    ).p[0]
    #expect(abs(-outside - 0.0240253) < 1e-7)
    #expect(abs(-inside - 9.9999995e-6) < 1e-12)
  }

  @Test func adamsFirstStepIsTheRate() {
    // m / (1 − beta1) = g and v / (1 − beta2) = g²: the step is rate · sign g but for epsilon.
    for g in [3.0, -0.25] {
      let rule = OptimizerStep(
        .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-12), learningRate: 0.01, number: 1)
      let p = step([1.0], [g], rule).p[0]
      #expect(abs(p - (1 - 0.01 * (g > 0 ? 1 : -1))) < 1e-9)
    }
  }

  @Test func descentByHand() {
    #expect(
      step([1, 2] as [Float], [4, -8], OptimizerStep(.descent, learningRate: 0.25, number: 1)).p == [0, 4])
  }

  /// w − rate · λ · w in addition to the change of the rule, whatever the rule is.
  @Test(arguments: layerRules) func decayIsTakenOffBesideTheStep(rule: OptimizerStep) {
    let (weights, gradient) = ([2.0, -3, 0], [0.5, -1, 4])
    let decaying = OptimizerStep(rule.optimizer, learningRate: 0.25, weightDecay: 0.5, number: 3)
    let (with, without) = (
      step(weights, gradient, decaying), step(weights, gradient, decaying.withoutDecay)
    )
    for (place, weight) in weights.enumerated() {
      #expect(abs(with.p[place] - (without.p[place] - 0.125 * weight)) < 1e-15)
    }
    #expect(with.squares == without.squares)
  }

  @Test func decayByHand() {
    let rule = OptimizerStep(.descent, learningRate: 0.25, weightDecay: 2, number: 1)
    #expect(step([1, 2] as [Float], [4, -8], rule).p == [-0.5, 3])
  }

  @Test func strideIsRespected() {
    var weights: [Float] = [1, 1, 9, 1, 1, 9]
    var (squares, means) = ([Float](repeating: 0, count: 6), [Float](repeating: 0, count: 6))
    Float.update(
      weights: &weights, squares: &squares, means: &means, stride: 3, gradient: [1, 2, 0, 0, 3, 4, 0, 0],
      gradientStride: 4, rows: 2, columns: 2, OptimizerStep(.descent, learningRate: 1, number: 1))
    #expect(weights == [0, -1, 9, -2, -3, 9])
  }

  @Test func aWeightWithoutGradientStaysAndItsAverageReachesZero() {
    var (weights, squares, means): ([Float], [Float], [Float]) = ([1], [1], [0])
    let before = FloatingPointEnvironment.flushesDenormals
    FloatingPointEnvironment.withDenormalsFlushed {
      #expect(FloatingPointEnvironment.flushesDenormals)
      for _ in 0..<2000 {
        Float.update(
          weights: &weights, squares: &squares, means: &means, stride: 1, gradient: [0], gradientStride: 1,
          rows: 1,
          columns: 1, OptimizerStep(.rmsprop(rho: 0.9, epsilon: 1e-8), learningRate: 0.1, number: 1))
      }
    }
    #expect(FloatingPointEnvironment.flushesDenormals == before)
    // Without the flush the average would stop at the least denormal number.
    #expect(squares == [0])
    #expect(weights == [1])
  }
}
