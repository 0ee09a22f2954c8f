import Dense

/// One layer between two updates: its numbers and the optimizer's running averages, as they are kept and taken up again.
package struct LayerState<Scalar: MatrixScalar>: Sendable {
  /// W and b.
  package var numbers: LayerNumbers<Scalar>
  /// The running averages of squared gradients, in the shapes of W and b; zeros for an optimizer without them.
  package var squares: LayerNumbers<Scalar>
  /// The running averages of gradients likewise; nil for an optimizer without them.
  package var means: LayerNumbers<Scalar>?

  /// A state of these parts.
  package init(
    numbers: LayerNumbers<Scalar>, squares: LayerNumbers<Scalar>, means: LayerNumbers<Scalar>?
  ) {
    (self.numbers, self.squares, self.means) = (numbers, squares, means)
  }
}
