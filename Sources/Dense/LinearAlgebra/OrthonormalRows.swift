/// Rows made orthonormal: A = L · Q with Q's rows orthonormal, A p×n, p ≤ n, L p×p lower triangular with a diagonal ≥ 0.
///
/// Up to rounding it is what Gram-Schmidt gives, row after row. Of rows that depend on earlier ones Q has some direction
/// orthogonal to the rest, and L a zero. Cost 4 p² n. Routines: `?geqrf`, `?orgqr`.
package struct OrthonormalRows<Scalar: BLASScalar>: Sendable {
  /// Q, p×n.
  package let rows: Matrix<Scalar>
  /// L, p×p.
  package let factor: Matrix<Scalar>

  /// Decomposes a matrix in its own memory, which is not copied where the caller gives up the matrix.
  /// - Throws: ``LinearAlgebraError`` for a matrix that LAPACK cannot count, or that holds what is not finite.
  package init(overwriting a: consuming Matrix<Scalar>) throws {
    let (count, width) = (a.rows, a.columns)
    precondition(count <= width, "orthonormal rows of a \(count)×\(width) matrix: more rows than columns")
    let needed = max(64 * count, width)
    guard needed <= LAPACKSize.largest else {
      throw LinearAlgebraError.tooLarge(
        routine: "geqrf", rows: count, columns: width, workspace: needed, allowed: LAPACKSize.largest)
    }
    if let place = a.view.firstNotFinite {
      throw LinearAlgebraError.notFinite(routine: "geqrf", row: place.row, column: place.column)
    }
    guard count > 0 else {
      (rows, factor) = (Matrix(rows: 0, columns: width), Matrix(rows: 0, columns: 0))
      return
    }
    // Row-major A is column-major Aᵀ = Q R.
    var upper = Matrix<Scalar>(rows: count, columns: count)
    let info = a.withMutableElements { elements in
      upper.withMutableElements { triangle in
        guard let base = elements.baseAddress, let r = triangle.baseAddress else { return 0 }
        let info = Scalar.geqrf(m: width, n: count, a: base, r: r)
        for row in 0..<count where r[row * count + row] < 0 {
          for column in row..<count { r[row * count + column].negate() }
          for column in 0..<width { base[row * width + column].negate() }
        }
        return info
      }
    }
    guard info == 0 else {
      throw LinearAlgebraError.noConvergence(routine: "geqrf", info: info, rows: count, columns: width)
    }
    rows = a
    factor = upper.transposed
  }
}
