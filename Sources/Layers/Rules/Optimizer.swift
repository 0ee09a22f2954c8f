/// The rule by which a gradient g becomes an update of the weights w.
///
/// The running averages start at zero. Which epsilon is meant differs between libraries and matters: with a learning
/// rate of 0.01, epsilon 1e-8 and g = 1e-7, the first RMSprop step is 0.0240253 with epsilon outside the root and
/// 9.9999995e-6 inside.
public enum Optimizer: Hashable, Sendable {
  /// a ← rho a + (1 − rho) g²; w ← w − rate · g / (√a + epsilon). Keras before 2.0.9 and until 3, so the paper's;
  /// Tieleman and Hinton 2012.
  case rmsprop(rho: Double, epsilon: Double)
  /// As `rmsprop`, with epsilon inside the root: w ← w − rate · g / √(a + epsilon). Keras 3.
  case rmspropInside(rho: Double, epsilon: Double)
  /// m ← beta1 m + (1 − beta1) g; v ← beta2 v + (1 − beta2) g²; w ← w − rate′ · m / (√v + epsilon), with
  /// rate′ = rate √(1 − beta2ᵗ) / (1 − beta1ᵗ) for step t = 1, 2, …  Kingma and Ba 2015, the form before their §2.1.
  case adam(beta1: Double, beta2: Double, epsilon: Double)
  /// w ← w − rate · g.
  case descent

  /// RMSprop with rho 0.9 and epsilon 1e-8: what the paper used.
  public static let paper = Optimizer.rmsprop(rho: 0.9, epsilon: 1e-8)

  /// Whether the rule keeps a second running average.
  package var usesMeans: Bool {
    if case .adam = self { return true }
    return false
  }
}
