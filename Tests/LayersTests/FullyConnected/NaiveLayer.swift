import Foundation

@testable import Layers

/// A layer by plain loops in Double: what every path must equal.
extension LayerExercise {
  func runNaively(seed: UInt64) -> Result {
    let numbers = numbers(seed: seed)
    var output = [Double](repeating: 0, count: panels * outputs * 64)
    for panel in 0..<panels {
      for o in 0..<outputs {
        for s in 0..<64 {
          var z = numbers.bias[o]
          for i in 0..<inputs {
            z += numbers.weights[i * outputs + o] * numbers.x[(panel * inputs + i) * 64 + s]
          }
          output[(panel * outputs + o) * 64 + s] = activated(z)
        }
      }
    }
    var inputGradient = [Double](repeating: 0, count: inputs * 64)
    for i in 0..<inputs {
      for s in 0..<64 {
        var sum = 0.0
        for o in 0..<outputs { sum += numbers.weights[i * outputs + o] * numbers.gradient[o * 64 + s] }
        inputGradient[i * 64 + s] =
          sum * slope(numbers.h[i * 64 + s]) * (masked ? numbers.mask[i * 64 + s] : 1)
      }
    }
    var (weights, bias) = (numbers.weights, numbers.bias)
    for o in 0..<outputs {
      for i in 0..<inputs {
        var g = 0.0
        for panel in 0..<panels {
          for s in 0..<64 {
            g += numbers.gradient[(panel * outputs + o) * 64 + s] * numbers.x[(panel * inputs + i) * 64 + s]
          }
        }
        weights[i * outputs + o] = steppedTwice(weights[i * outputs + o], g, decay: rule.weightDecay)
      }
      var g = 0.0
      for panel in 0..<panels { for s in 0..<64 { g += numbers.gradient[(panel * outputs + o) * 64 + s] } }
      bias[o] = steppedTwice(bias[o], g, decay: 0)
    }
    return Result(
      output: output, outputFromRows: output, inputGradient: inputGradient, weights: weights, bias: bias,
      weightsFromRows: weights, biasFromRows: bias)
  }

  private func activated(_ z: Double) -> Double {
    switch activation {
    case .linear: z
    case .relu: max(0, z)
    case .sigmoid: 1 / (1 + exp(-z))
    case .tanh: Foundation.tanh(z)
    }
  }

  private func slope(_ h: Double) -> Double {
    switch activation {
    case .linear: 1
    case .relu: h > 0 ? 1 : 0
    case .sigmoid: h * (1 - h)
    case .tanh: 1 - h * h
    }
  }

  // Two steps with the same gradient, from averages of zero.
  private func steppedTwice(_ start: Double, _ g: Double, decay: Double) -> Double {
    var (w, square, mean) = (start, 0.0, 0.0)
    for number in 1...2 {
      let rate = rule.learningRate
      w -= rate * decay * w
      switch rule.optimizer {
      case .descent: w -= rate * g
      case .rmsprop(let rho, let epsilon):
        square = rho * square + (1 - rho) * g * g
        w -= rate * g / (square.squareRoot() + epsilon)
      case .rmspropInside(let rho, let epsilon):
        square = rho * square + (1 - rho) * g * g
        w -= rate * g / (square + epsilon).squareRoot()
      case .adam(let beta1, let beta2, let epsilon):
        mean = beta1 * mean + (1 - beta1) * g
        square = beta2 * square + (1 - beta2) * g * g
        let t = Double(number)
        let corrected = rate * (1 - pow(beta2, t)).squareRoot() / (1 - pow(beta1, t))
        w -= corrected * mean / (square.squareRoot() + epsilon)
      }
    }
    return w
  }
}

/// The four rules, and again with decay, with numbers at which rounding noise in a gradient is no full step.
let layerRules: [OptimizerStep] = [0, 2.5].flatMap { decay in
  [
    Optimizer.descent, .rmsprop(rho: 0.9, epsilon: 0.01), .rmspropInside(rho: 0.9, epsilon: 1e-3),
    .adam(beta1: 0.9, beta2: 0.99, epsilon: 0.01),
  ].map { OptimizerStep($0, learningRate: 0.01, weightDecay: decay, number: 1) }
}
