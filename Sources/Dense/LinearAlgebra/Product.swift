/// Which way round a factor of a product is taken.
public enum Orientation: Sendable {
  /// As it stands.
  case plain
  /// Transposed.
  case transposed
}

/// The product op(A) · op(B), where op transposes or not.
///
/// Shapes: op(A) m×k, op(B) k×n, result m×n; an empty k gives zeros. Cost 2 m n k. Routine: `?gemm`.
public func product<Scalar>(
  _ a: MatrixView<Scalar>, _ orientationA: Orientation = .plain,
  _ b: MatrixView<Scalar>, _ orientationB: Orientation = .plain
) -> Matrix<Scalar> {
  let (m, k) = orientationA == .plain ? (a.rows, a.columns) : (a.columns, a.rows)
  let (kB, n) = orientationB == .plain ? (b.rows, b.columns) : (b.columns, b.rows)
  precondition(
    k == kB,
    "product of op(A) \(m)×\(k) and op(B) \(kB)×\(n): the inner dimensions differ")
  var result = Matrix<Scalar>(rows: m, columns: n)
  guard m > 0, n > 0, k > 0 else { return result }
  result.withMutableElements { elements in
    guard let base = elements.baseAddress else { return }
    Scalar.gemm(
      transposeA: orientationA == .transposed, transposeB: orientationB == .transposed, m: m, n: n, k: k, alpha: 1,
      a: a.base, strideA: max(1, a.stride), b: b.base, strideB: max(1, b.stride), beta: 0, c: base, strideC: n)
  }
  return result
}
