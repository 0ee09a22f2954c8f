/// The product op(A) · op(B), where op transposes or not.
///
/// Shapes: op(A) m×k, op(B) k×n, result m×n; an empty k gives zeros. Cost 2 m n k. Routine: `sgemm`.
public func product(
  _ a: some RowMajor<Float>, _ b: some RowMajor<Float>, transposingFirst: Bool = false,
  transposingSecond: Bool = false
) -> Matrix<Float> {
  Matrix(
    multiplying: a.view, b.view, transposingFirst: transposingFirst, transposingSecond: transposingSecond)
}

/// The product op(A) · op(B), where op transposes or not.
///
/// Shapes: op(A) m×k, op(B) k×n, result m×n; an empty k gives zeros. Cost 2 m n k. Routine: `dgemm`.
public func product(
  _ a: some RowMajor<Double>, _ b: some RowMajor<Double>, transposingFirst: Bool = false,
  transposingSecond: Bool = false
) -> Matrix<Double> {
  Matrix(
    multiplying: a.view, b.view, transposingFirst: transposingFirst, transposingSecond: transposingSecond)
}

extension Matrix where Scalar: BLASScalar {
  /// The product op(A) · op(B): ``product(_:_:transposingFirst:transposingSecond:)`` for code that serves both scalars.
  package init(
    multiplying a: MatrixView<Scalar>, _ b: MatrixView<Scalar>, transposingFirst: Bool = false,
    transposingSecond: Bool = false
  ) {
    self.init(
      rows: transposingFirst ? a.columns : a.rows, columns: transposingSecond ? b.rows : b.columns)
    setProduct(a, b, transposingFirst: transposingFirst, transposingSecond: transposingSecond)
  }

  /// Overwrites the matrix with the product op(A) · op(B), whose shape it must have.
  package mutating func setProduct(
    _ a: MatrixView<Scalar>, _ b: MatrixView<Scalar>, transposingFirst: Bool = false,
    transposingSecond: Bool = false
  ) {
    let (m, k) = transposingFirst ? (a.columns, a.rows) : (a.rows, a.columns)
    let (kB, n) = transposingSecond ? (b.columns, b.rows) : (b.rows, b.columns)
    precondition(k == kB, "product of op(A) \(m)×\(k) and op(B) \(kB)×\(n): the inner dimensions differ")
    precondition(rows == m && columns == n, "a product of \(m)×\(n) for a matrix of \(rows)×\(columns)")
    guard m > 0, n > 0 else { return }
    withMutableElements { elements in
      guard let base = elements.baseAddress else { return }
      guard k > 0 else { return elements.update(repeating: 0) }
      Scalar.gemm(
        transposeA: transposingFirst, transposeB: transposingSecond, m: m, n: n, k: k, alpha: 1, a: a.base,
        strideA: max(1, a.stride), b: b.base, strideB: max(1, b.stride), beta: 0, c: base, strideC: n)
    }
  }
}
