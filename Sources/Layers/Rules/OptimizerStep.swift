internal import DenseKernels

/// One update of the weights: the rule and the numbers of this step.
package struct OptimizerStep: Equatable, Sendable {
  /// The rule.
  package var optimizer: Optimizer
  /// Learning rate of this step.
  package var learningRate: Double
  /// λ: besides the rule's change, learningRate · λ · w is taken off every weight (Loshchilov and Hutter 2019); 0 changes
  /// no bit. With Adam the rate is the one without its correction.
  package var weightDecay: Double
  /// Number of this update in its fit: 1, 2, …
  package var number: Int

  /// Update number `number` by a rule.
  package init(_ optimizer: Optimizer, learningRate: Double, weightDecay: Double = 0, number: Int) {
    (self.optimizer, self.learningRate) = (optimizer, learningRate)
    (self.weightDecay, self.number) = (weightDecay, number)
  }

  /// The same step for a bias.
  package var withoutDecay: OptimizerStep {
    OptimizerStep(optimizer, learningRate: learningRate, number: number)
  }

  var kernelValue: dense_optimizer {
    func value(
      _ rule: dense_rule, rate: Double? = nil, decay: Double = 0, momentum: Double = 0,
      epsilon: Double = 0
    ) -> dense_optimizer {
      dense_optimizer(
        rule: Int32(rule.rawValue), rate: rate ?? learningRate, decay: decay, momentum: momentum,
        epsilon: epsilon, shrink: learningRate * weightDecay)
    }
    switch optimizer {
    case .descent: return value(DENSE_DESCENT)
    case .rmsprop(let rho, let epsilon): return value(DENSE_RMSPROP, decay: rho, epsilon: epsilon)
    case .rmspropInside(let rho, let epsilon):
      return value(DENSE_RMSPROP_INSIDE, decay: rho, epsilon: epsilon)
    case .adam(let beta1, let beta2, let epsilon):
      let rate = learningRate * (1 - power(beta2, number)).squareRoot() / (1 - power(beta1, number))
      return value(DENSE_ADAM, rate: rate, decay: beta2, momentum: beta1, epsilon: epsilon)
    }
  }

  // Repeated squaring: the same bits on every machine, unlike the C library's pow.
  private func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, factor, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= factor }
      factor *= factor
      rest >>= 1
    }
    return result
  }
}
