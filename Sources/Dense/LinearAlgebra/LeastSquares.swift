/// The X of least Frobenius norm among those that minimize ‖A · X − B‖.
///
/// Shapes: A m×n, B m×r, X n×r. Directions whose singular value is below `tolerance` times the largest are left out
/// (default: the scalar's precision times max(m, n)). Cost O(m n²). Routine: `sgelsd`.
/// - Throws: ``LinearAlgebraError`` if a number is not finite, the matrix is larger than LAPACK can count, or the
///   iteration does not converge.
public func leastSquares(
  _ a: some RowMajor<Float>, _ b: some RowMajor<Float>, tolerance: Float? = nil
) throws -> Matrix<Float> {
  try Matrix(leastSquaresOf: a.view, b.view, tolerance: tolerance)
}

/// The X of least Frobenius norm among those that minimize ‖A · X − B‖.
///
/// Shapes: A m×n, B m×r, X n×r. Directions whose singular value is below `tolerance` times the largest are left out
/// (default: the scalar's precision times max(m, n)). Cost O(m n²). Routine: `dgelsd`.
/// - Throws: ``LinearAlgebraError`` if a number is not finite, the matrix is larger than LAPACK can count, or the
///   iteration does not converge.
public func leastSquares(
  _ a: some RowMajor<Double>, _ b: some RowMajor<Double>, tolerance: Double? = nil
) throws -> Matrix<Double> {
  try Matrix(leastSquaresOf: a.view, b.view, tolerance: tolerance)
}

extension Matrix where Scalar: BLASScalar {
  /// The solution of ``leastSquares(_:_:tolerance:)``, for code that serves both scalars.
  /// - Throws: ``LinearAlgebraError`` if a number is not finite, the matrix is larger than LAPACK can count, or the
  ///   iteration does not converge.
  package init(leastSquaresOf a: MatrixView<Scalar>, _ b: MatrixView<Scalar>, tolerance: Scalar? = nil) throws
  {
    precondition(
      a.rows == b.rows,
      "least squares of A \(a.rows)×\(a.columns) and B \(b.rows)×\(b.columns): row counts differ")
    let workspace = try LAPACKSize.leastSquares(rows: a.rows, columns: a.columns, rightHandSides: b.columns)
    for view in [a, b] {
      if let place = view.firstNotFinite {
        throw LinearAlgebraError.notFinite(routine: "gelsd", row: place.row, column: place.column)
      }
    }
    let (m, n, sides) = (a.rows, a.columns, b.columns)
    guard m > 0, n > 0, sides > 0 else {
      self.init(rows: n, columns: sides)
      return
    }
    let leading = max(m, n)
    var matrix = Matrix(a).transposed
    var solution = Matrix<Scalar>(rows: sides, columns: leading) { $1 < m ? b[$1, $0] : 0 }
    let outcome = matrix.withMutableElements { aElements in
      solution.withMutableElements { bElements in
        guard let aBase = aElements.baseAddress, let bBase = bElements.baseAddress else {
          return (info: 0, rank: 0)
        }
        return Scalar.gelsd(
          m: m, n: n, rightHandSides: sides, a: aBase, b: bBase,
          rcond: tolerance ?? Scalar.ulpOfOne * Scalar(leading), leastWorkspace: workspace)
      }
    }
    guard outcome.info == 0 else {
      throw LinearAlgebraError.noConvergence(routine: "gelsd", info: outcome.info, rows: m, columns: n)
    }
    self.init(rows: n, columns: sides) { solution[$1, $0] }
  }
}
