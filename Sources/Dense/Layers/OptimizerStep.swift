internal import DenseKernels

/// One update of weights w from their gradient g: the rule and the numbers of this step.
///
/// The running averages start at zero. Which epsilon is meant differs between libraries and matters: with a learning
/// rate of 0.01, epsilon 1e-8 and g = 1e-7, the first RMSprop step is 0.0240253 with epsilon outside the root and
/// 9.9999995e-6 inside.
public enum OptimizerStep: Equatable, Sendable {
  /// w ← w − rate · g.
  case descent(rate: Double)
  /// a ← rho a + (1 − rho) g²; w ← w − rate · g / (√a + epsilon). Keras before 2.0.9 and until 3; Tieleman and Hinton 2012.
  case rmsprop(rate: Double, rho: Double, epsilon: Double)
  /// As `rmsprop`, with epsilon inside the root: w ← w − rate · g / √(a + epsilon). Keras 3.
  case rmspropInside(rate: Double, rho: Double, epsilon: Double)
  /// m ← beta1 m + (1 − beta1) g; v ← beta2 v + (1 − beta2) g²; w ← w − rate′ · m / (√v + epsilon), with
  /// rate′ = rate √(1 − beta2ᵗ) / (1 − beta1ᵗ) for step t = 1, 2, …  Kingma and Ba 2015, the form before their §2.1.
  case adam(rate: Double, beta1: Double, beta2: Double, epsilon: Double, step: Int)

  var kernelValue: dense_optimizer {
    switch self {
    case .descent(let rate):
      dense_optimizer(rule: Int32(DENSE_DESCENT.rawValue), rate: rate, decay: 0, momentum: 0, epsilon: 0)
    case .rmsprop(let rate, let rho, let epsilon):
      dense_optimizer(
        rule: Int32(DENSE_RMSPROP.rawValue), rate: rate, decay: rho, momentum: 0, epsilon: epsilon)
    case .rmspropInside(let rate, let rho, let epsilon):
      dense_optimizer(
        rule: Int32(DENSE_RMSPROP_INSIDE.rawValue), rate: rate, decay: rho, momentum: 0, epsilon: epsilon)
    case .adam(let rate, let beta1, let beta2, let epsilon, let step):
      dense_optimizer(
        rule: Int32(DENSE_ADAM.rawValue),
        rate: rate * (1 - power(beta2, step)).squareRoot() / (1 - power(beta1, step)),
        decay: beta2, momentum: beta1, epsilon: epsilon)
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
