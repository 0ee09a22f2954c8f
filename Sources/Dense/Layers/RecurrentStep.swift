/// One time step of a gated recurrent unit over some sequences: where its numbers are.
///
/// All matrices are row-major and compact, with `count` rows; rows of three parts hold update gate z, reset gate r and
/// candidate n. `gru.h` states the formulas. Pointers that a function does not name may be nil.
public struct RecurrentStep<Scalar: BLASScalar> {
  /// Number of sequences.
  public var count = 0
  /// Dimension of the state.
  public var units = 0
  /// Whether gates are min(1, max(0, 0.2 v + 0.5)) instead of 1 / (1 + exp(−v)).
  public var hasHardGates = false
  /// Row of ``inputs`` of each sequence.
  public var words: UnsafePointer<Int32>?
  /// Projected inputs, bias included, three parts a row.
  public var inputs: UnsafePointer<Scalar>?
  /// Distance between the rows of ``inputs`` and of ``inputGradient``.
  public var inputStride = 0
  /// Gradient of the projected inputs, added to.
  public var inputGradient: UnsafeMutablePointer<Scalar>?
  /// Product of a state with recurrent weights.
  public var product: UnsafePointer<Scalar>?
  /// Bias of the recurrent product, three parts; with reset after only.
  public var bias: UnsafePointer<Scalar>?
  /// State before the step.
  public var h: UnsafePointer<Scalar>?
  /// Update gate.
  public var z: UnsafeMutablePointer<Scalar>?
  /// Reset gate.
  public var r: UnsafeMutablePointer<Scalar>?
  /// Candidate.
  public var n: UnsafeMutablePointer<Scalar>?
  /// What the reset gate multiplies (reset after) or its product with the state (reset before).
  public var q: UnsafeMutablePointer<Scalar>?
  /// State after the step.
  public var next: UnsafeMutablePointer<Scalar>?
  /// Gradient of the state after the step.
  public var d: UnsafePointer<Scalar>?
  /// Gradient of the three parts, as the recurrent products see them.
  public var gates: UnsafeMutablePointer<Scalar>?
  /// Gradient of the state before the step, as far as no product is needed.
  public var previous: UnsafeMutablePointer<Scalar>?

  /// A step of nothing.
  public init() {}
}

/// A scalar for which the elementwise loops of gated recurrent units exist in `DenseKernels`: `Float` and `Double`.
public protocol RecurrentScalar: LayerScalar {
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
