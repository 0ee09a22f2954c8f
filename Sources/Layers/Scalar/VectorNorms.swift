import Dense

/// The norms of up to a batch of vectors that are in panels, guarded from below by 1e-6, for losses with cosines.
package final class VectorNorms<Scalar: PairScalar> {
  /// 1 / max(‖v‖, 1e-6); 0 beyond the batch.
  let scales: AlignedBuffer<Scalar>
  /// 1 / ‖v‖²; 0 below the guard, where the norm is a constant to the derivative, and beyond the batch.
  let slopes: AlignedBuffer<Scalar>
  private let squares: AlignedBuffer<Double>
  private let guardedNorm = 1e-6

  /// Room for the vectors of some panels.
  init(panels: Int) {
    scales = AlignedBuffer(count: panels * LayerPanel.width)
    slopes = AlignedBuffer(count: panels * LayerPanel.width)
    squares = AlignedBuffer(count: panels * LayerPanel.width)
  }

  /// Begins a new batch.
  func clear() { squares.clear() }

  /// Takes some features of the vectors of a panel.
  func add(_ features: UnsafePointer<Scalar>, count: Int, panel: Int) {
    Scalar.panelSquares(squares.pointer + panel * LayerPanel.width, features, features: count)
  }

  /// Takes the squares from the diagonal of the vectors' products, `stride` apart, instead of ``add(_:count:panel:)``.
  func finish(diagonal products: UnsafePointer<Scalar>, stride: Int, count: Int) {
    for item in 0..<count { squares.pointer[item] = Double(products[item * (stride + 1)]) }
    finish(count: count)
  }

  /// All features of `count` vectors were taken.
  func finish(count: Int) {
    for item in 0..<scales.count {
      // A NaN must reach the loss, so the test is for "not below".
      let square = squares.pointer[item]
      let isSmall = square <= guardedNorm * guardedNorm
      scales.pointer[item] = item < count ? Scalar(1 / (isSmall ? guardedNorm : square.squareRoot())) : 0
      slopes.pointer[item] = item < count && !isSmall ? Scalar(1 / square) : 0
    }
  }
}
