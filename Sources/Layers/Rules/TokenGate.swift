internal import DenseKernels

/// The activation between the two products of a transformer's feed-forward part.
package enum TokenGate: Hashable, Sendable {
  /// z · P(Z ≤ z) of a standard normal Z, by the error function.
  case gelu
  /// The same by tanh(√(2/π) (z + 0.044715 z³)).
  case geluByTanh
  /// max(0, z).
  case relu

  /// The kernels' number.
  var kernelValue: Int32 {
    switch self {
    case .gelu: Int32(DENSE_GELU.rawValue)
    case .geluByTanh: Int32(DENSE_GELU_TANH.rawValue)
    case .relu: Int32(DENSE_GATE_RELU.rawValue)
    }
  }
}
