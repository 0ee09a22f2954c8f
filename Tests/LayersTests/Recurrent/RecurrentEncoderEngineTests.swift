import Testing

@testable import Dense
@testable import Layers

@Suite struct RecurrentEncoderEngineTests {
  private func features<Scalar: RecurrentScalar>(
    _ weights: RecurrentEncoderWeights<Scalar>, of sequences: [[Int32]], batchSize: Int = 64
  ) -> Matrix<Scalar> {
    RecurrentEncoderEngine(weights, loss: .softmax, trainsEmbedding: false)
      .features(of: sequences, batchSize: batchSize)
  }

  @Test(arguments: EncoderGolden.names) func featuresOfPyTorchAndKeras(name: String) throws {
    let golden = try EncoderGolden.read(name)
    let double = features(try golden.encoder(of: Double.self), of: golden.sequences)
    let single = features(
      try golden.encoder(of: Float.self), of: golden.sequences, batchSize: 4)
    for (row, features) in golden.features.enumerated() {
      for (column, expected) in features.enumerated() {
        #expect(abs(double[row, column] - expected) < golden.tolerance)
        #expect(abs(Double(single[row, column]) - expected) < 1e-5)
      }
    }
  }

  private func check(
    _ parameter: EncoderParameter<Double>, _ expected: [[Double]], _ name: String, _ tolerance: Double
  ) {
    let flat = expected.flatMap { $0 }
    #expect(parameter.gradient.count == flat.count)
    for (index, value) in flat.enumerated() {
      let computed = parameter.gradient.pointer[index]
      #expect(abs(computed - value) < tolerance, "\(name) \(index): \(computed), expected \(value)")
    }
  }

  @Test(arguments: EncoderGolden.names) func gradientsOfPyTorchAndKeras(name: String) throws {
    let golden = try EncoderGolden.read(name)
    let engine = RecurrentEncoderEngine<Double>(
      try golden.encoder(), loss: try golden.lossKind, trainsEmbedding: true)
    let sum = engine.evaluate(golden.sequences, targets: golden.targets, isTraining: true)
    #expect(abs(sum / Double(golden.sequences.count) - golden.value) < golden.tolerance)
    let gradients = golden.gradients
    check(engine.embedding, gradients.embedding, "embedding", golden.tolerance)
    check(engine.input, gradients.input, "input", golden.tolerance)
    check(engine.inputBias, [gradients.inputBias], "input bias", golden.tolerance)
    check(engine.output, gradients.output, "output", golden.tolerance)
    check(engine.outputBias, [gradients.outputBias], "output bias", golden.tolerance)
    check(engine.directions[0].recurrent, gradients.forward, "forward", golden.tolerance)
    check(engine.directions[1].recurrent, gradients.backward, "backward", golden.tolerance)
    if let forward = gradients.forwardBias, let backward = gradients.backwardBias {
      check(engine.directions[0].bias, [forward], "forward bias", golden.tolerance)
      check(engine.directions[1].bias, [backward], "backward bias", golden.tolerance)
    }
  }

  @Test(arguments: GRUVariant.allCases, StatePooling.allCases)
  func gradientsAgainstDifferences(variant: GRUVariant, pooling: StatePooling) {
    // Twelve steps with padding, two of a batch's words in several texts, an empty text.
    var stream = RandomStream(StreamKey(seed: 5))
    let lengths = [12, 5, 0, 12, 1, 8]
    let sequences = lengths.map { length in (0..<length).map { _ in Int32(stream.below(9)) } }
    let targets = lengths.map { _ in [stream.below(4)] }
    let shape = RecurrentEncoderShape(
      vocabulary: 9, dimensions: 5, units: 4, labels: 4, variant: variant, pooling: pooling)
    let weights = RecurrentEncoderWeights<Double>(shape: shape, key: StreamKey(seed: 6))
    for loss in ClassificationLoss.allCases {
      let engine = RecurrentEncoderEngine(weights, loss: loss, trainsEmbedding: true)
      // Away from zero, so that no part of the gradient is small by construction.
      for parameter in engine.parameters {
        for index in 0..<parameter.gradient.count { parameter.pointer[index] += 0.3 * stream.normal() }
      }
      func mean() -> Double {
        engine.evaluate(sequences, targets: targets, isTraining: false) / Double(sequences.count)
      }
      _ = engine.evaluate(sequences, targets: targets, isTraining: true)
      let gradients = engine.parameters.map { parameter in
        (0..<parameter.gradient.count).map { parameter.gradient.pointer[$0] }
      }
      let step = 1e-5
      var largest = 0.0
      for (parameter, gradient) in zip(engine.parameters, gradients) {
        for index in gradient.indices {
          let kept = parameter.pointer[index]
          parameter.pointer[index] = kept + step
          let above = mean()
          parameter.pointer[index] = kept - step
          let below = mean()
          parameter.pointer[index] = kept
          largest = max(largest, abs((above - below) / (2 * step) - gradient[index]))
        }
      }
      #expect(largest < 1e-9)
    }
  }

  @Test(arguments: GRUVariant.allCases, StatePooling.allCases)
  func aTextHasTheSameFeaturesInAnyBatch(variant: GRUVariant, pooling: StatePooling) {
    var stream = RandomStream(StreamKey(seed: 7))
    let sequences = (0..<40).map { _ in (0..<stream.below(30)).map { _ in Int32(stream.below(50)) } }
    let shape = RecurrentEncoderShape(
      vocabulary: 50, dimensions: 6, units: 8, labels: 3, variant: variant, pooling: pooling)
    let weights = RecurrentEncoderWeights<Double>(shape: shape, key: StreamKey(seed: 8))
    let together = features(weights, of: sequences)
    for size in [1, 7] {
      let apart = features(weights, of: sequences, batchSize: size)
      #expect(zip(together.elements, apart.elements).allSatisfy { abs($0 - $1) < 1e-12 })
    }
    for (row, sequence) in sequences.enumerated() where sequence.isEmpty {
      #expect(together.view.row(row).allSatisfy { $0 == 0 })
    }
    // Both directions read the same: a text backwards swaps them only if their weights are equal.
    var mirrored = weights
    mirrored.backward = weights.forward
    let units = shape.units
    for row in 0..<6 {
      for column in 0..<3 * units { mirrored.input[row, 3 * units + column] = weights.input[row, column] }
    }
    let forth = features(mirrored, of: sequences)
    let back = features(mirrored, of: sequences.map { $0.reversed() })
    #expect(zip(forth.elements, back.elements).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test(arguments: GRUVariant.allCases) func firstWeights(variant: GRUVariant) {
    let shape = RecurrentEncoderShape(vocabulary: 7, dimensions: 5, units: 6, labels: 3, variant: variant)
    let given: [Float] = [1, 2, 3, 4, 5]
    given.withUnsafeBufferPointer { row in
      let weights = RecurrentEncoderWeights<Double>(shape: shape, key: StreamKey(seed: 1)) {
        $0 == 2 ? row : nil
      }
      #expect(weights.embedding.view.row(2).elementsEqual([1, 2, 3, 4, 5]))
      #expect(weights.embedding.view.row(3).allSatisfy { abs($0) <= 0.05 && $0 != 0 })
      let limit = (6.0 / Double(5 + (variant == .keras1 ? 6 : 18))).squareRoot()
      #expect(weights.input.elements.allSatisfy { abs($0) <= limit })
      #expect(weights.inputBias.allSatisfy { $0 == 0 })
      let u = weights.forward.recurrent
      let width = variant == .keras1 ? 6 : 18
      for part in 0..<18 / width {
        for first in 0..<6 {
          for second in 0..<6 {
            let product = (part * width..<(part + 1) * width).reduce(0.0) {
              $0 + u[first, $1] * u[second, $1]
            }
            #expect(abs(product - (first == second ? 1 : 0)) < 1e-12)
          }
        }
      }
    }
  }
}
