import Dense

/// The rule by which gradients become updates, without the learning rate. Formulas: ``OptimizerStep``.
public enum Optimizer: Hashable, Sendable {
  /// RMSprop with epsilon outside the root, as in the paper's time.
  case rmsprop(rho: Double, epsilon: Double)
  /// RMSprop with epsilon inside the root, as in today's Keras.
  case rmspropInside(rho: Double, epsilon: Double)
  /// Adam.
  case adam(beta1: Double, beta2: Double, epsilon: Double)
  /// Plain gradient descent.
  case descent

  /// RMSprop with rho 0.9 and epsilon 1e-8: what the paper used.
  public static let paper = Optimizer.rmsprop(rho: 0.9, epsilon: 1e-8)

  /// Whether the rule keeps a second running average.
  public var usesMeans: Bool {
    if case .adam = self { return true }
    return false
  }

  /// Update number `number` (1, 2, …) at this learning rate.
  public func step(learningRate: Double, number: Int) -> OptimizerStep {
    switch self {
    case .rmsprop(let rho, let epsilon): .rmsprop(rate: learningRate, rho: rho, epsilon: epsilon)
    case .rmspropInside(let rho, let epsilon): .rmspropInside(rate: learningRate, rho: rho, epsilon: epsilon)
    case .adam(let beta1, let beta2, let epsilon):
      .adam(rate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, step: number)
    case .descent: .descent(rate: learningRate)
    }
  }
}
