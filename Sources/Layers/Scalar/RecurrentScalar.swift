import Dense

/// A scalar for which the elementwise loops of gated recurrent units exist in `DenseKernels`: `Float` and `Double`.
package protocol RecurrentScalar: LayerScalar {
  /// z, r, q, n, next from product = h U. `dense_gru_after_forward`.
  static func resetAfterForward(_ step: RecurrentStep<Self>)
  /// gates, previous, and the input gradient. `dense_gru_after_backward`.
  static func resetAfterBackward(_ step: RecurrentStep<Self>)
  /// z, r, q from product = h U_zr. `dense_gru_before_gates`.
  static func resetBeforeGates(_ step: RecurrentStep<Self>)
  /// n and next from product = q U_n. `dense_gru_before_candidate`.
  static func resetBeforeCandidate(_ step: RecurrentStep<Self>)
  /// Parts z and n of gates, and previous. `dense_gru_before_backward_candidate`.
  static func resetBeforeBackwardCandidate(_ step: RecurrentStep<Self>)
  /// Part r of gates from product = gates_n U_nᵀ, the rest of previous, and the input gradient.
  /// `dense_gru_before_backward_gates`.
  static func resetBeforeBackwardGates(_ step: RecurrentStep<Self>)
  /// sums[c] ← sums[c] + Σ over rows of a[r][c]. `dense_column_sums`.
  static func columnSums(
    _ sums: UnsafeMutablePointer<Self>, _ a: UnsafePointer<Self>, stride: Int, rows: Int, columns: Int)
}
