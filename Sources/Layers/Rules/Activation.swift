import Dense
internal import DenseKernels

/// The function s applied to z = W x + b, element by element.
public enum Activation: String, CaseIterable, Sendable {
  /// s(z) = z.
  case linear
  /// s(z) = max(0, z); the derivative at 0 is 0.
  case relu
  /// s(z) = 1 / (1 + exp(−z)).
  case sigmoid
  /// s(z) = tanh z.
  case tanh

  var code: Int32 {
    switch self {
    case .linear: Int32(DENSE_LINEAR.rawValue)
    case .relu: Int32(DENSE_RELU.rawValue)
    case .sigmoid: Int32(DENSE_SIGMOID.rawValue)
    case .tanh: Int32(DENSE_TANH.rawValue)
    }
  }
}
