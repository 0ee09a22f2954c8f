import Dense

/// One time step of a gated recurrent unit over some sequences: where its numbers are.
///
/// All matrices are row-major and compact, with `count` rows; rows of three parts hold update gate z, reset gate r and
/// candidate n. `gru.h` states the formulas. Pointers that a function does not name may be nil.
package struct RecurrentStep<Scalar: MatrixScalar> {
  /// Number of sequences.
  package var count = 0
  /// Dimension of the state.
  package var units = 0
  /// Whether gates are min(1, max(0, 0.2 v + 0.5)) instead of 1 / (1 + exp(−v)).
  package var hasHardGates = false
  /// Row of ``inputs`` of each sequence.
  package var words: UnsafePointer<Int32>?
  /// Projected inputs, bias included, three parts a row.
  package var inputs: UnsafePointer<Scalar>?
  /// Distance between the rows of ``inputs`` and of ``inputGradient``.
  package var inputStride = 0
  /// Gradient of the projected inputs, added to.
  package var inputGradient: UnsafeMutablePointer<Scalar>?
  /// Product of a state with recurrent weights.
  package var product: UnsafePointer<Scalar>?
  /// Bias of the recurrent product, three parts; with reset after only.
  package var bias: UnsafePointer<Scalar>?
  /// State before the step.
  package var h: UnsafePointer<Scalar>?
  /// Update gate.
  package var z: UnsafeMutablePointer<Scalar>?
  /// Reset gate.
  package var r: UnsafeMutablePointer<Scalar>?
  /// Candidate.
  package var n: UnsafeMutablePointer<Scalar>?
  /// What the reset gate multiplies (reset after) or its product with the state (reset before).
  package var q: UnsafeMutablePointer<Scalar>?
  /// State after the step.
  package var next: UnsafeMutablePointer<Scalar>?
  /// Gradient of the state after the step.
  package var d: UnsafePointer<Scalar>?
  /// Gradient of the three parts, as the recurrent products see them.
  package var gates: UnsafeMutablePointer<Scalar>?
  /// Gradient of the state before the step, as far as no product is needed.
  package var previous: UnsafeMutablePointer<Scalar>?

  /// A step of nothing.
  package init() {}
}
