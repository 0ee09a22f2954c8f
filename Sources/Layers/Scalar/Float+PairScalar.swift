import Dense
internal import DenseKernels

extension Float: PairScalar {
  /// Rows as one panel. `dense_gather_panel_f`.
  package static func gatherPanel(
    _ out: UnsafeMutablePointer<Float>, _ rows: RowSelection<Float>, first: Int, features: Int
  ) {
    precondition(
      rows.count > 0 && rows.count <= LayerPanel.width, "\(rows.count) rows for one panel")
    dense_gather_panel_f(
      out, rows.base + first, Int64(rows.stride), rows.indices, Int64(rows.count), Int64(features))
  }

  /// Adds up squares. `dense_panel_squares_f`.
  package static func panelSquares(
    _ sums: UnsafeMutablePointer<Double>, _ panel: UnsafePointer<Float>, features: Int
  ) {
    dense_panel_squares_f(sums, panel, Int64(features))
  }

  /// A factor for each sample. `dense_scale_panel_f`.
  package static func scalePanel(
    _ out: UnsafeMutablePointer<Float>, _ panel: UnsafePointer<Float>, factors: UnsafePointer<Float>,
    features: Int
  ) {
    dense_scale_panel_f(out, panel, factors, Int64(features))
  }

  /// InfoNCE and its derivative. `dense_info_nce_f`.
  package static func infoNCE(_ pairs: PairMatrix<Float>, sharpness: Double, both: Bool) -> Double {
    dense_info_nce_f(
      pairs.products, pairs.powers, pairs.scratch, pairs.sums, pairs.counts, pairs.rowScales,
      pairs.columnScales,
      Int64(pairs.count), Int64(pairs.stride), sharpness, both ? 1 : 0)
  }

  /// The sigmoid loss and its derivative. `dense_pair_sigmoid_f`.
  package static func pairSigmoid(_ pairs: PairMatrix<Float>, sharpness: Double, bias: Double) -> Double {
    dense_pair_sigmoid_f(
      pairs.products, pairs.sums, pairs.counts, pairs.rowScales, pairs.columnScales, Int64(pairs.count),
      Int64(pairs.stride), sharpness, bias)
  }

  /// Squared differences of cosines and their derivative. `dense_structure_f`.
  package static func structure(
    _ f: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>, norms: VectorNorms<Float>,
    inputNorms: VectorNorms<Float>, count: Int, stride: Int, weight: Double
  ) -> Double {
    dense_structure_f(
      f, x, norms.scales.pointer, norms.slopes.pointer, inputNorms.scales.pointer, Int64(count),
      Int64(stride),
      weight)
  }
}
