internal import DenseKernels

extension Double: TransformerScalar {
  /// x ← g(x + bias). `dense_bias_gate_d`.
  package static func biasGate(
    _ x: UnsafeMutablePointer<Double>, bias: UnsafePointer<Double>, rows: Int, columns: Int, _ gate: TokenGate
  ) {
    dense_bias_gate_d(x, bias, Int64(rows), Int64(columns), gate.kernelValue)
  }

  /// Layer norm of a sum. `dense_residual_norm_d`.
  package static func residualNorm(
    _ x: UnsafeMutablePointer<Double>, bias: UnsafePointer<Double>, residual: UnsafePointer<Double>,
    gain: UnsafePointer<Double>, shift: UnsafePointer<Double>, epsilon: Double, rows: Int, columns: Int
  ) {
    dense_residual_norm_d(x, bias, residual, gain, shift, epsilon, Int64(rows), Int64(columns))
  }

  /// Softmax by rows. `dense_softmax_rows_d`.
  package static func softmaxRows(_ x: UnsafeMutablePointer<Double>, stride: Int, rows: Int, columns: Int) {
    dense_softmax_rows_d(x, Int64(stride), Int64(rows), Int64(columns))
  }
}
