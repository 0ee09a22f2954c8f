/// A scalar for which the elementwise loops of transformers exist in `DenseKernels`: `Float` and `Double`.
///
/// The requirements are those loops, named after the C function; `transformer.h` states each formula.
package protocol TransformerScalar: LayerScalar {
  /// x ← g(x + bias), by rows. `dense_bias_gate`.
  static func biasGate(
    _ x: UnsafeMutablePointer<Self>, bias: UnsafePointer<Self>, rows: Int, columns: Int, _ gate: TokenGate)
  /// Each row of x + bias + residual at mean 0 and variance 1, times gain, plus shift. `dense_residual_norm`.
  static func residualNorm(
    _ x: UnsafeMutablePointer<Self>, bias: UnsafePointer<Self>, residual: UnsafePointer<Self>,
    gain: UnsafePointer<Self>, shift: UnsafePointer<Self>, epsilon: Double, rows: Int, columns: Int)
  /// Each row becomes its softmax. `dense_softmax_rows`.
  static func softmaxRows(_ x: UnsafeMutablePointer<Self>, stride: Int, rows: Int, columns: Int)
}
