@testable import Dense
@testable import Layers

/// One layer, one batch, one rule: everything that the kernels do with a layer, on numbers from a seed.
struct LayerExercise {
  var inputs, outputs, panels, lastCount: Int
  var activation: Activation
  var rule: OptimizerStep
  var masked: Bool

  /// What came out, in Double.
  struct Result {
    var output, outputFromRows, inputGradient: [Double]
    var weights, bias, weightsFromRows, biasFromRows: [Double]

    /// The fields with their names, for comparisons.
    var parts: [(name: String, values: [Double])] {
      [
        ("output", output), ("output from rows", outputFromRows), ("input gradient", inputGradient),
        ("weights", weights), ("bias", bias), ("weights from rows", weightsFromRows),
        ("bias from rows", biasFromRows),
      ]
    }

    /// The largest difference of a part over the largest number in it (at least 1); NaN where one is not a number.
    func largestRelativeDifference(_ other: Result) -> (part: String, difference: Double) {
      var worst = (part: "", difference: 0.0)
      for (mine, theirs) in zip(parts, other.parts) {
        precondition(mine.values.count == theirs.values.count, "\(mine.name)")
        let scale = theirs.values.reduce(1) { max($0, abs($1)) }
        for (a, b) in zip(mine.values, theirs.values) where !(abs(a - b) / scale <= worst.difference) {
          worst = (mine.name, abs(a - b) / scale)
        }
      }
      return worst
    }
  }

  var samples: Int { (panels - 1) * 64 + lastCount }

  /// The numbers, rounded to Float so that all scalars begin with the same.
  struct Numbers {
    var weights, bias, rows, x, gradient, h, mask: [Double]
    var indices: [Int32]
    static let rowCount = 40
  }

  func numbers(seed: UInt64) -> Numbers {
    var stream = RandomStream(StreamKey(seed: seed).adding("layer exercise"))
    func normals(_ count: Int, _ scale: Double) -> [Double] {
      (0..<count).map { _ in Double(Float(stream.normal() * scale)) }
    }
    let rows = normals(Numbers.rowCount * inputs, 1)
    let indices = (0..<panels * 64).map { _ in Int32(stream.below(Numbers.rowCount)) }
    var x = [Double](repeating: 0, count: panels * inputs * 64)
    var gradient = normals(panels * outputs * 64, 0.1)
    for panel in 0..<panels {
      for sample in 0..<64 {
        let present = panel * 64 + sample < samples
        for input in 0..<inputs where present {
          x[(panel * inputs + input) * 64 + sample] = rows[Int(indices[panel * 64 + sample]) * inputs + input]
        }
        for output in 0..<outputs where !present { gradient[(panel * outputs + output) * 64 + sample] = 0 }
      }
    }
    return Numbers(
      weights: normals(inputs * outputs, 0.1), bias: normals(outputs, 0.5), rows: rows, x: x,
      gradient: gradient,
      h: normals(inputs * 64, 0.5), mask: (0..<inputs * 64).map { _ in stream.below(2) == 0 ? 0 : 2 },
      indices: indices)
  }

  /// The exercise on a path.
  func run<Kernels: LayerKernels>(on type: Kernels.Type, seed: UInt64) -> Result {
    typealias Scalar = Kernels.Scalar
    let numbers = numbers(seed: seed)
    func scalars(_ values: [Double]) -> [Scalar] { values.map { Scalar($0) } }
    func doubles(_ values: [Scalar]) -> [Double] { values.map { Double($0) } }
    let kernels = Kernels(inputs: inputs, width: max(inputs, outputs), panels: panels)
    func layer() -> LayerParameters<Scalar> {
      let result = LayerParameters<Scalar>(inputs: inputs, outputs: outputs, usesMeans: true)
      let weights = Matrix<Scalar>(rows: inputs, columns: outputs) {
        Scalar(numbers.weights[$0 * outputs + $1])
      }
      result.load(weights: weights.view, bias: scalars(numbers.bias))
      return result
    }
    let (first, second) = (layer(), layer())
    let (rows, x, gradient, h, mask) = (
      scalars(numbers.rows), scalars(numbers.x), scalars(numbers.gradient), scalars(numbers.h),
      scalars(numbers.mask)
    )
    var output = [Scalar](repeating: 7, count: panels * outputs * 64)
    var outputFromRows = output
    var inputGradient = [Scalar](repeating: 7, count: inputs * 64)
    rows.withUnsafeBufferPointer { rows in
      numbers.indices.withUnsafeBufferPointer { indices in
        guard let base = rows.baseAddress, let places = indices.baseAddress else { return }
        for panel in 0..<panels {
          let batch = RowSelection(
            base: base, stride: inputs, indices: places + panel * 64, count: min(64, samples - panel * 64))
          kernels.load(batch, panel: panel)
          outputFromRows.withUnsafeMutableBufferPointer {
            guard let out = $0.baseAddress else { return }
            kernels.forwardInput(
              first, panel: panel, output: out + panel * outputs * 64, activation: activation)
          }
          output.withUnsafeMutableBufferPointer { out in
            x.withUnsafeBufferPointer { x in
              guard let out = out.baseAddress, let x = x.baseAddress else { return }
              // Rows that are asked into the cache change nothing.
              kernels.forward(
                first, input: x + panel * inputs * 64, output: out + panel * outputs * 64,
                activation: activation, upcoming: inputs == outputs ? batch : nil)
            }
          }
        }
        mask.withUnsafeBufferPointer { mask in
          kernels.backward(
            first, gradient: gradient, inputGradient: &inputGradient, h: h, activation: activation,
            mask: masked ? mask.baseAddress : nil)
        }
        for number in 1...2 {
          kernels.update(first, input: x, gradient: gradient, panels: panels, rule(number))
          kernels.updateInput(second, gradient: gradient, panels: panels, rule(number))
        }
      }
    }
    return Result(
      output: doubles(output), outputFromRows: doubles(outputFromRows), inputGradient: doubles(inputGradient),
      weights: doubles(first.weights.elements), bias: doubles(first.bias),
      weightsFromRows: doubles(second.weights.elements), biasFromRows: doubles(second.bias))
  }

  private func rule(_ number: Int) -> OptimizerStep {
    OptimizerStep(
      rule.optimizer, learningRate: rule.learningRate, weightDecay: rule.weightDecay, number: number)
  }
}
