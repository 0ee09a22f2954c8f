import Dense

/// The centered rows X (n×p) of a space as basis · diag(scales): coordinates in which every product of two spaces is taken.
///
/// Orthonormal: the thin U and σ of X = U · diag(σ) · Vᵀ without the σ ≤ σ₁ · max(n, p) · ε; that X Xᵀ = U diag(σ²) Uᵀ is
/// all that the measures of two spaces see of X. Plain: X itself with scales of 1, which is cheaper and serves measures of
/// kernels. Where there are more columns than rows the coordinates are orthonormal always.
struct SpaceSpectrum: Sendable {
  /// n×r.
  let basis: Matrix<Double>
  /// Everything else.
  let summary: SpectrumSummary

  /// The coordinates of centered rows, in their memory where the caller gives them up. Cost 2 n p² plain, about
  /// 6 n p min(n, p) orthonormal. Routines: `dsyrk`, `dgemm`; `dgesdd`.
  /// - Throws: ``LinearAlgebraError``, ``Interrupted``.
  init(_ rows: consuming Matrix<Double>, orthonormal: Bool, threads: Int) throws {
    let (items, columns) = (rows.rows, rows.columns)
    guard orthonormal || columns > items else {
      let covariance = Matrix(gramOfColumnsOf: rows.view, threads: threads)
      summary = SpectrumSummary(
        scales: [Double](repeating: 1, count: columns), isOrthonormal: false,
        rowSquares: rows.rowProducts(with: rows),
        rowFourths: BlockedProduct.rowProducts(rows, times: covariance, with: rows, threads: threads))
      basis = rows
      try Interruption.check()
      return
    }
    let svd = try SingularValueDecomposition(overwriting: rows)
    let smallest = (svd.singularValues.first ?? 0) * Double(max(items, columns)) * .ulpOfOne
    let kept = svd.singularValues.prefix { $0 > smallest }.count
    basis = kept == svd.u.columns ? svd.u : Matrix(rows: items, columns: kept) { svd.u[$0, $1] }
    let scales = Array(svd.singularValues.prefix(kept))
    summary = SpectrumSummary(
      scales: scales, isOrthonormal: true, rowSquares: basis.rowSquares(scaledBy: scales),
      rowFourths: basis.rowSquares(scaledBy: scales.map { $0 * $0 }))
  }
}
