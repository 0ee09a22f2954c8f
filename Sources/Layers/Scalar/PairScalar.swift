import Dense

/// A scalar for which the loops over the pairs of a batch exist in `DenseKernels`: `Float` and `Double`.
///
/// The requirements are those loops, named after the C function; `pairs.h` states each formula and layout.
package protocol PairScalar: LayerScalar {
  /// Rows as one panel. `dense_gather_panel`.
  /// - Parameter first: the first of the `features` columns that are taken.
  static func gatherPanel(
    _ out: UnsafeMutablePointer<Self>, _ rows: RowSelection<Self>, first: Int, features: Int)
  /// sums[s] ← sums[s] + Σ panel[f][s]². `dense_panel_squares`.
  static func panelSquares(_ sums: UnsafeMutablePointer<Double>, _ panel: UnsafePointer<Self>, features: Int)
  /// out[f][s] ← factors[s] · panel[f][s]. `dense_scale_panel`.
  static func scalePanel(
    _ out: UnsafeMutablePointer<Self>, _ panel: UnsafePointer<Self>, factors: UnsafePointer<Self>,
    features: Int)
  /// InfoNCE of a matrix of pairs, which becomes its derivative. `dense_info_nce`.
  static func infoNCE(_ pairs: PairMatrix<Self>, sharpness: Double, both: Bool) -> Double
  /// The sigmoid loss of a matrix of pairs, which becomes its derivative. `dense_pair_sigmoid`.
  static func pairSigmoid(_ pairs: PairMatrix<Self>, sharpness: Double, bias: Double) -> Double
  /// Squared differences of two matrices of cosines, the first of which becomes the derivative. `dense_structure`.
  static func structure(
    _ f: UnsafeMutablePointer<Self>, _ x: UnsafePointer<Self>, norms: VectorNorms<Self>,
    inputNorms: VectorNorms<Self>, count: Int, stride: Int, weight: Double
  ) -> Double
}

/// What a loss over the pairs of targets (rows) and predictions (columns) of a batch works with.
package struct PairMatrix<Scalar: MatrixScalar> {
  /// Inner products, and afterwards the derivative: stride × stride.
  let products: UnsafeMutablePointer<Scalar>
  /// Scratch memory as large.
  let powers: UnsafeMutablePointer<Scalar>
  /// Scratch memory of 3 · stride numbers.
  let scratch: UnsafeMutablePointer<Scalar>
  /// For each prediction the sum of its derivatives times cosines.
  let sums: UnsafeMutablePointer<Scalar>
  /// 1 where a pair counts, 0 where it is left out.
  let counts: UnsafePointer<Scalar>
  /// 1 / norm of the targets.
  let rowScales: UnsafePointer<Scalar>
  /// 1 / norm of the predictions.
  let columnScales: UnsafePointer<Scalar>
  /// Items of the batch.
  let count: Int
  /// Row stride of the matrices.
  let stride: Int
}
