/// A = V · diag(λ) · Vᵀ for a symmetric matrix: eigenvalues ascending, eigenvectors orthonormal, one a column of V.
///
/// Only the lower triangle of A is read. Cost O(n³). Routine: `?syevd`.
public struct SymmetricEigendecomposition<Scalar: MatrixScalar>: Sendable {
  /// Eigenvalues, ascending.
  public let eigenvalues: [Scalar]
  /// Eigenvectors, one a column, in the order of ``eigenvalues``. Signs are LAPACK's.
  public let eigenvectors: Matrix<Scalar>
}

extension SymmetricEigendecomposition where Scalar == Float {
  /// Decomposes a symmetric matrix. Routine: `ssyevd`.
  /// - Throws: ``LinearAlgebraError`` if a number is not finite, the matrix is larger than LAPACK can count, or the iteration
  ///   does not converge.
  public init(_ a: some RowMajor<Float>) throws { try self.init(decomposing: a.view) }
}

extension SymmetricEigendecomposition where Scalar == Double {
  /// Decomposes a symmetric matrix. Routine: `dsyevd`.
  /// - Throws: ``LinearAlgebraError`` if a number is not finite, the matrix is larger than LAPACK can count, or the iteration
  ///   does not converge.
  public init(_ a: some RowMajor<Double>) throws { try self.init(decomposing: a.view) }
}

extension SymmetricEigendecomposition where Scalar: BLASScalar {
  /// Decomposes a symmetric matrix.
  /// - Throws: ``LinearAlgebraError`` if a number is not finite, the matrix is larger than LAPACK can count, or the iteration
  ///   does not converge.
  package init(decomposing a: MatrixView<Scalar>) throws {
    precondition(a.rows == a.columns, "eigendecomposition of a \(a.rows)×\(a.columns) matrix: not square")
    try Interruption.check()
    let workspace = try LAPACKSize.symmetricEigenvalues(order: a.rows)
    if let place = a.firstNotFinite {
      throw LinearAlgebraError.notFinite(routine: "syevd", row: place.row, column: place.column)
    }
    let order = a.rows
    let values = AlignedBuffer<Scalar>(count: order)
    // The lower triangle of a row-major matrix is the upper one of a column-major one: transpose on the way in.
    var columnMajor = Matrix(a).transposed
    let info = columnMajor.withMutableElements { elements in
      elements.baseAddress.map {
        Scalar.syevd(n: order, a: $0, w: values.pointer, leastWorkspace: workspace, vectors: true)
      }
        ?? 0
    }
    try Interruption.check()
    guard info == 0 else {
      throw LinearAlgebraError.noConvergence(routine: "syevd", info: info, rows: order, columns: order)
    }
    eigenvalues = values.array
    eigenvectors = columnMajor.transposed
  }
}

/// The eigenvalues of a symmetric matrix alone, ascending. Only the lower triangle is read. Cost 4/3 n³, a fifth of what the
/// vectors cost. Routine: `dsyevd`.
/// - Throws: ``LinearAlgebraError`` if a number is not finite, the matrix is larger than LAPACK can count, or the iteration
///   does not converge.
package func symmetricEigenvalues(_ a: Matrix<Double>) throws -> [Double] {
  precondition(a.rows == a.columns, "eigenvalues of a \(a.rows)×\(a.columns) matrix: not square")
  try Interruption.check()
  let workspace = try LAPACKSize.symmetricEigenvalues(order: a.rows)
  if let place = a.view.firstNotFinite {
    throw LinearAlgebraError.notFinite(routine: "syevd", row: place.row, column: place.column)
  }
  let order = a.rows
  let values = AlignedBuffer<Double>(count: order)
  var columnMajor = a.transposed
  let info = columnMajor.withMutableElements { elements in
    elements.baseAddress.map {
      Double.syevd(n: order, a: $0, w: values.pointer, leastWorkspace: workspace, vectors: false)
    } ?? 0
  }
  try Interruption.check()
  guard info == 0 else {
    throw LinearAlgebraError.noConvergence(routine: "syevd", info: info, rows: order, columns: order)
  }
  return values.array
}
