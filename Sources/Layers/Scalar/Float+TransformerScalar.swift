internal import DenseKernels

extension Float: TransformerScalar {
  /// x ← g(x + bias). `dense_bias_gate_f`.
  package static func biasGate(
    _ x: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>, rows: Int, columns: Int, _ gate: TokenGate
  ) {
    dense_bias_gate_f(x, bias, Int64(rows), Int64(columns), gate.kernelValue)
  }

  /// Layer norm of a sum. `dense_residual_norm_f`.
  package static func residualNorm(
    _ x: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>, residual: UnsafePointer<Float>,
    gain: UnsafePointer<Float>, shift: UnsafePointer<Float>, epsilon: Double, rows: Int, columns: Int
  ) {
    dense_residual_norm_f(x, bias, residual, gain, shift, epsilon, Int64(rows), Int64(columns))
  }

  /// Softmax by rows. `dense_softmax_rows_f`.
  package static func softmaxRows(_ x: UnsafeMutablePointer<Float>, stride: Int, rows: Int, columns: Int) {
    dense_softmax_rows_f(x, Int64(stride), Int64(rows), Int64(columns))
  }
}
