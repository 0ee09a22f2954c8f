import Dense
internal import DenseKernels

extension Double: PairScalar {
  /// Rows as one panel. `dense_gather_panel_d`.
  package static func gatherPanel(
    _ out: UnsafeMutablePointer<Double>, _ rows: RowSelection<Double>, first: Int, features: Int
  ) {
    precondition(
      rows.count > 0 && rows.count <= LayerPanel.width, "\(rows.count) rows for one panel")
    dense_gather_panel_d(
      out, rows.base + first, Int64(rows.stride), rows.indices, Int64(rows.count), Int64(features))
  }

  /// Adds up squares. `dense_panel_squares_d`.
  package static func panelSquares(
    _ sums: UnsafeMutablePointer<Double>, _ panel: UnsafePointer<Double>, features: Int
  ) {
    dense_panel_squares_d(sums, panel, Int64(features))
  }

  /// A factor for each sample. `dense_scale_panel_d`.
  package static func scalePanel(
    _ out: UnsafeMutablePointer<Double>, _ panel: UnsafePointer<Double>, factors: UnsafePointer<Double>,
    features: Int
  ) {
    dense_scale_panel_d(out, panel, factors, Int64(features))
  }

  /// InfoNCE and its derivative. `dense_info_nce_d`.
  package static func infoNCE(_ pairs: PairMatrix<Double>, sharpness: Double, both: Bool) -> Double {
    dense_info_nce_d(
      pairs.products, pairs.powers, pairs.scratch, pairs.sums, pairs.counts, pairs.rowScales,
      pairs.columnScales,
      Int64(pairs.count), Int64(pairs.stride), sharpness, both ? 1 : 0)
  }

  /// The sigmoid loss and its derivative. `dense_pair_sigmoid_d`.
  package static func pairSigmoid(_ pairs: PairMatrix<Double>, sharpness: Double, bias: Double) -> Double {
    dense_pair_sigmoid_d(
      pairs.products, pairs.sums, pairs.counts, pairs.rowScales, pairs.columnScales, Int64(pairs.count),
      Int64(pairs.stride), sharpness, bias)
  }

  /// Squared differences of cosines and their derivative. `dense_structure_d`.
  package static func structure(
    _ f: UnsafeMutablePointer<Double>, _ x: UnsafePointer<Double>, norms: VectorNorms<Double>,
    inputNorms: VectorNorms<Double>, count: Int, stride: Int, weight: Double
  ) -> Double {
    dense_structure_d(
      f, x, norms.scales.pointer, norms.slopes.pointer, inputNorms.scales.pointer, Int64(count),
      Int64(stride),
      weight)
  }
}
