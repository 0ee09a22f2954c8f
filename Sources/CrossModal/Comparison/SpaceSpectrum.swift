import Dense

/// The centered rows X (n×p) of a space as basis · diag(scales): coordinates in which every product of two spaces is taken.
///
/// Orthonormal: the thin U and σ of X = U · diag(σ) · Vᵀ without the σ ≤ σ₁ · max(n, p) · ε; that X Xᵀ = U diag(σ²) Uᵀ is
/// all that the measures of two spaces see of X. Plain: X itself with scales of 1, which is cheaper and serves measures of
/// kernels. Where there are more columns than rows the coordinates are orthonormal always.
struct SpaceSpectrum: Sendable {
  /// n×r.
  let basis: Matrix<Double>
  /// r numbers, descending and above 0 where the basis is orthonormal.
  let scales: [Double]
  /// Whether the columns of the basis are orthonormal.
  let isOrthonormal: Bool
  /// Squared lengths of the centered rows: the diagonal of X Xᵀ.
  let rowSquares: [Double]
  /// xᵢᵀ XᵀX xᵢ for every row: their sum is ‖X Xᵀ‖²_F.
  let rowFourths: [Double]

  /// The coordinates of centered rows. Cost 2 n p² plain, about 6 n p min(n, p) orthonormal. Routines: `dsyrk`, `dgemm`;
  /// `dgesdd`.
  /// - Throws: ``LinearAlgebraError``.
  init(_ rows: Matrix<Double>, orthonormal: Bool, threads: Int) throws {
    guard orthonormal || rows.columns > rows.rows else {
      let covariance = Matrix(gramOfColumnsOf: rows, threads: threads)
      (basis, isOrthonormal) = (rows, false)
      scales = [Double](repeating: 1, count: rows.columns)
      rowSquares = rows.rowProducts(with: rows)
      rowFourths = BlockedProduct.rowProducts(rows, times: covariance, with: rows, threads: threads)
      return
    }
    let svd = try SingularValueDecomposition(rows)
    let smallest = (svd.singularValues.first ?? 0) * Double(max(rows.rows, rows.columns)) * .ulpOfOne
    let kept = svd.singularValues.prefix { $0 > smallest }.count
    basis = kept == svd.u.columns ? svd.u : Matrix(rows: rows.rows, columns: kept) { svd.u[$0, $1] }
    scales = Array(svd.singularValues.prefix(kept))
    isOrthonormal = true
    rowSquares = basis.rowSquares(scaledBy: scales)
    rowFourths = basis.rowSquares(scaledBy: scales.map { $0 * $0 })
  }

  /// Number of items.
  var items: Int { basis.rows }
  /// Number of directions.
  var rank: Int { basis.columns }
  /// ‖X‖²_F.
  var sumOfSquares: Double { rowSquares.reduce(0, +) }
  /// Whether all rows are equal, so that there is nothing to compare.
  var isConstant: Bool { !(sumOfSquares > 0) }

  /// The first directions that hold this share of the squares.
  func directions(holding share: Double) -> Int {
    let squares = scales.map { $0 * $0 }
    let wanted = share * squares.reduce(0, +)
    var sum = 0.0
    for (place, square) in squares.enumerated() {
      sum += square
      if sum >= wanted { return place + 1 }
    }
    return squares.count
  }
}
