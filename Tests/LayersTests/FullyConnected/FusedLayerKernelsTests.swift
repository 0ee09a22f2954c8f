import Testing

@testable import Dense
@testable import Layers

@Suite(.enabled(if: KernelPath.fused.isAvailable, "the fused path needs AVX2"))
struct FusedLayerKernelsTests {
  @Test func handSizedLayerEqualsTheNaiveOne() {
    for (inputs, outputs) in [(1, 1), (2, 7), (16, 6), (17, 8), (64, 13), (130, 64)] {
      for rule in layerRules {
        let exercise = LayerExercise(
          inputs: inputs, outputs: outputs, panels: 2, lastCount: 17, activation: .relu, rule: rule,
          masked: true)
        let worst = exercise.run(on: FusedLayerKernels.self, seed: 3)
          .largestRelativeDifference(exercise.runNaively(seed: 3))
        #expect(worst.difference < 1e-5, "\(worst.part) of \(exercise)")
      }
    }
  }

  @Test(arguments: 0..<8) func equalsTheReferenceOnRandomLayers(part: Int) {
    var stream = RandomStream(StreamKey(seed: 11).adding("random layers").adding(part))
    for number in 0..<50 {
      let panels = stream.below(10) == 0 ? 2 + stream.below(3) : 1
      let exercise = LayerExercise(
        inputs: 1 + stream.below(300), outputs: 1 + stream.below(300), panels: panels,
        lastCount: stream.below(2) == 0 ? 64 : 1 + stream.below(64),
        activation: Activation.allCases[stream.below(4)], rule: layerRules[stream.below(8)],
        masked: stream.below(2) == 0)
      let seed = UInt64(part * 50 + number)
      let worst = exercise.run(on: FusedLayerKernels.self, seed: seed)
        .largestRelativeDifference(exercise.run(on: OpenBLASLayerKernels<Float>.self, seed: seed))
      #expect(worst.difference < 1e-5, "\(worst.part) of \(exercise)")
    }
  }

  @Test func everyTileShapeEqualsTheReference() {
    // All remainders of 6 outputs and of 64 inputs in steps that leave 1 to 4 vectors, full or not.
    for inputs in [1, 15, 16, 31, 32, 47, 48, 49, 63, 64, 65, 127, 128, 129, 145] {
      for outputs in 1...14 {
        let exercise = LayerExercise(
          inputs: inputs, outputs: outputs, panels: 1, lastCount: 64, activation: .relu, rule: layerRules[7],
          masked: false)
        let worst = exercise.run(on: FusedLayerKernels.self, seed: 1)
          .largestRelativeDifference(exercise.run(on: OpenBLASLayerKernels<Float>.self, seed: 1))
        #expect(worst.difference < 1e-5, "\(worst.part) of \(exercise)")
      }
    }
  }

  @Test func paddingStaysZeroWithAnEpsilonOfZero() {
    let layer = LayerParameters<Float>(inputs: 5, outputs: 3, usesMeans: false)
    let kernels = FusedLayerKernels(inputs: 5, width: 5, panels: 1)
    let input = [Float](repeating: 1, count: 5 * 64)
    let gradient = [Float](repeating: 0.5, count: 3 * 64)
    kernels.update(
      layer, input: input, gradient: gradient, panels: 1,
      OptimizerStep(.rmsprop(rho: 0.9, epsilon: 0), learningRate: 0.1, number: 1))
    // The check covers the padding too.
    #expect(layer.isFinite)
    let expected = Float(-0.1 / (0.1 as Double).squareRoot())
    for weight in layer.weights.elements { #expect(abs(weight - expected) < 1e-6) }
  }

  @Test(arguments: [KernelPath.openblas, .fused]) func aNumberThatIsNotOneIsSeen(path: KernelPath) {
    func output<Kernels: LayerKernels>(_ type: Kernels.Type) -> [Float] where Kernels.Scalar == Float {
      let layer = LayerParameters<Float>(inputs: 3, outputs: 2, usesMeans: false)
      layer.load(weights: Matrix(rows: 3, columns: 2) { $0 == 1 && $1 == 0 ? .nan : 1 }.view, bias: [0, 0])
      var output = [Float](repeating: 0, count: 2 * 64)
      Kernels(inputs: 3, width: 3, panels: 1).forward(
        layer, input: [Float](repeating: 1, count: 3 * 64), output: &output, activation: .relu)
      return output
    }
    let result = path == .fused ? output(FusedLayerKernels.self) : output(OpenBLASLayerKernels<Float>.self)
    for number in result[..<64] { #expect(number.isNaN) }
    for number in result[64...] { #expect(number == 3) }
  }

  @Test func samePathGivesTheSameBits() {
    let exercise = LayerExercise(
      inputs: 200, outputs: 77, panels: 2, lastCount: 20, activation: .sigmoid, rule: layerRules[1],
      masked: true)
    let (first, second) = (
      exercise.run(on: FusedLayerKernels.self, seed: 2), exercise.run(on: FusedLayerKernels.self, seed: 2)
    )
    for (a, b) in zip(first.parts, second.parts) { #expect(a.values == b.values, "\(a.name)") }
  }
}
