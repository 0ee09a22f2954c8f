import Testing

@testable import Layers

@Suite struct OpenBLASLayerKernelsTests {
  /// Below, at and above the sizes of tiles, vectors and panels, and of the small-matrix limit.
  static let shapes = [
    (1, 1), (3, 5), (16, 16), (17, 33), (63, 7), (64, 64), (65, 130), (300, 20), (490, 37),
  ]

  @Test(arguments: shapes) func equalsTheNaiveLayerInDouble(inputs: Int, outputs: Int) {
    for (number, activation) in Activation.allCases.enumerated() {
      for (panels, lastCount) in [(1, 64), (1, 1), (2, 30), (3, 64)] {
        let exercise = LayerExercise(
          inputs: inputs, outputs: outputs, panels: panels, lastCount: lastCount, activation: activation,
          rule: layerRules[(number + panels) % 8], masked: panels == 2)
        let seed = UInt64(inputs * 1000 + outputs)
        let worst = exercise.run(on: OpenBLASLayerKernels<Double>.self, seed: seed)
          .largestRelativeDifference(exercise.runNaively(seed: seed))
        #expect(worst.difference < 1e-12, "\(worst.part) of \(exercise)")
      }
    }
  }

  @Test(arguments: layerRules) func everyRuleEqualsTheNaiveLayer(rule: OptimizerStep) {
    let exercise = LayerExercise(
      inputs: 37, outputs: 21, panels: 2, lastCount: 9, activation: .relu, rule: rule, masked: true)
    let naive = exercise.runNaively(seed: 5)
    let inDouble = exercise.run(on: OpenBLASLayerKernels<Double>.self, seed: 5)
    let inFloat = exercise.run(on: OpenBLASLayerKernels<Float>.self, seed: 5)
    #expect(inDouble.largestRelativeDifference(naive).difference < 1e-12)
    #expect(inFloat.largestRelativeDifference(naive).difference < 1e-5)
  }

  @Test func floatEqualsTheNaiveLayer() {
    for (inputs, outputs) in Self.shapes {
      let exercise = LayerExercise(
        inputs: inputs, outputs: outputs, panels: 2, lastCount: 41, activation: .tanh, rule: layerRules[1],
        masked: false)
      let worst = exercise.run(on: OpenBLASLayerKernels<Float>.self, seed: 9)
        .largestRelativeDifference(exercise.runNaively(seed: 9))
      #expect(worst.difference < 1e-5, "\(worst.part) of \(exercise)")
    }
  }
}
