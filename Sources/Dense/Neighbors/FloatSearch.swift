internal import DenseKernels

/// The search by products in Float: prepares rows and collects, for all that may belong to the k nearest.
struct FloatSearch {
  let sides: SearchSides
  let k: Int
  let path: KernelPath
  let threads: Int

  /// Runs the search. Rows in `closed` take no candidates. `progress` hears the part that is done.
  func collect(scaling: RowScaling, closed: [Int], progress: ((Double) -> Void)?) -> FoundCandidates {
    let columns = sides.items.columns
    let rounding = ScoreRounding(depth: columns, run: path == .fused ? Int(DENSE_NEIGHBOR_RUN) : columns)
    func prepare(_ view: SourceRows, _ norms: AlignedBuffer<Double>) -> PreparedRows {
      PreparedRows(
        view, norms: norms, scaling: scaling, layout: path == .fused ? .panels : .rows, rounding: rounding,
        threads: threads)
    }
    let items = prepare(sides.items, sides.itemNorms)
    let rows = sides.symmetric ? items : prepare(sides.rows, sides.rowNorms)
    return .byFloat(
      CandidateSearch(
        rows: rows, items: items, k: k, symmetric: sides.symmetric, excludedShift: sides.excludedShift,
        path: path,
        threads: threads
      ).collect(closed: closed, progress: progress))
  }
}
