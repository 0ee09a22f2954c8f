/// A = U · diag(s) · Vᵀ, thin: U m×r, s descending and ≥ 0, Vᵀ r×n, r = min(m, n).
///
/// Signs are fixed: in every row of Vᵀ the element of largest absolute value (the first of equals) is positive, so that
/// results can be compared between libraries. Cost O(m n r). Routine: `?gesdd`.
public struct SingularValueDecomposition<Scalar: MatrixScalar>: Sendable {
  /// Left singular vectors, one a column.
  public let u: Matrix<Scalar>
  /// Singular values, descending.
  public let singularValues: [Scalar]
  /// Right singular vectors, one a row.
  public let vTransposed: Matrix<Scalar>
}

extension SingularValueDecomposition where Scalar == Float {
  /// Decomposes a matrix. Routine: `sgesdd`.
  /// - Throws: ``LinearAlgebraError`` if a number is not finite, the matrix is larger than LAPACK can count, or the iteration
  ///   does not converge.
  public init(_ a: some RowMajor<Float>) throws { try self.init(decomposing: a.view) }
}

extension SingularValueDecomposition where Scalar == Double {
  /// Decomposes a matrix. Routine: `dgesdd`.
  /// - Throws: ``LinearAlgebraError`` if a number is not finite, the matrix is larger than LAPACK can count, or the iteration
  ///   does not converge.
  public init(_ a: some RowMajor<Double>) throws { try self.init(decomposing: a.view) }
}

extension SingularValueDecomposition where Scalar: BLASScalar {
  /// Decomposes a matrix.
  /// - Throws: ``LinearAlgebraError`` if a number is not finite, the matrix is larger than LAPACK can count, or the iteration
  ///   does not converge.
  package init(decomposing a: MatrixView<Scalar>) throws {
    // Before so much is copied.
    _ = try LAPACKSize.singularValues(rows: a.rows, columns: a.columns)
    try self.init(overwriting: Matrix(a))
  }

  /// Decomposes a matrix in its own memory, which is not copied where the caller gives up the matrix.
  /// - Throws: ``LinearAlgebraError`` if a number is not finite, the matrix is larger than LAPACK can count, or the iteration
  ///   does not converge.
  package init(overwriting a: consuming Matrix<Scalar>) throws {
    try Interruption.check()
    let workspace = try LAPACKSize.singularValues(rows: a.rows, columns: a.columns)
    if let place = a.view.firstNotFinite {
      throw LinearAlgebraError.notFinite(routine: "gesdd", row: place.row, column: place.column)
    }
    let rank = min(a.rows, a.columns)
    guard rank > 0 else {
      u = Matrix(rows: a.rows, columns: 0)
      singularValues = []
      vTransposed = Matrix(rows: 0, columns: a.columns)
      return
    }
    // Row-major A is column-major Aᵀ = V · diag(s) · Uᵀ: LAPACK's "U" is our V and its "VT" our U, each already
    // row-major as ours want to be, transposed: V (n×r, column-major) is Vᵀ (r×n, row-major).
    let (rows, columns) = (a.rows, a.columns)
    let values = AlignedBuffer<Scalar>(count: rank)
    var (right, left) = (
      Matrix<Scalar>(rows: rank, columns: columns), Matrix<Scalar>(rows: rows, columns: rank)
    )
    let info = a.withMutableElements { work in
      right.withMutableElements { rightElements in
        left.withMutableElements { leftElements in
          guard let base = work.baseAddress, let vBase = rightElements.baseAddress,
            let uBase = leftElements.baseAddress
          else { return 0 }
          return Scalar.gesdd(
            m: columns, n: rows, a: base, s: values.pointer, u: vBase, vt: uBase, leastWorkspace: workspace)
        }
      }
    }
    try Interruption.check()
    guard info == 0 else {
      throw LinearAlgebraError.noConvergence(routine: "gesdd", info: info, rows: rows, columns: columns)
    }
    let numbers = values.array
    Self.fixSigns(&left, &right)
    (u, vTransposed) = (left, right)
    singularValues = numbers
  }

  private static func fixSigns(_ u: inout Matrix<Scalar>, _ v: inout Matrix<Scalar>) {
    let (rank, columns, rows) = (v.rows, v.columns, u.rows)
    var flipped = [Bool](repeating: false, count: rank)
    v.withMutableElements { elements in
      for index in 0..<rank {
        let row = elements[(index * columns)..<((index + 1) * columns)]
        var largest: Scalar = 0
        for number in row where abs(number) > abs(largest) { largest = number }
        guard largest < 0 else { continue }
        flipped[index] = true
        for place in row.indices { elements[place].negate() }
      }
    }
    u.withMutableElements { elements in
      for row in 0..<rows {
        for index in 0..<rank where flipped[index] { elements[row * rank + index].negate() }
      }
    }
  }
}
