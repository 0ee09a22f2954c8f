/// Distances between all rows of A and all rows of B, in blocks of rows, so that memory stays small.
///
/// Cosine: 1 − a·b / (‖a‖ ‖b‖), 1 where a norm is zero; range 0…2. Euclidean: √max(0, ‖a‖² + ‖b‖² − 2 a·b); range 0…∞.
/// Inner product: −a·b.
/// Norms are summed in Double. Error against Double: with u = 2⁻²⁴ (Float) and d columns, a product is off by at most
/// (d + 2) u ‖a‖ ‖b‖, so a cosine distance by (d + 6) u, and a squared Euclidean distance by (d + 6) u (‖a‖ + ‖b‖)².
/// Cost 2 n m d. Routine: `?gemm`.
public struct Distances<Scalar: MatrixScalar>: Sendable {
  /// Rows of a block: enough for a fast product, few enough for the second-level cache with 512 columns of B.
  package static var blockRows: Int { 256 }

  let a: MatrixView<Scalar>
  let b: MatrixView<Scalar>
  private let metric: Metric
  // Cosine: 1/norm (0 for a zero row). Euclidean: squared norm. Rounded once.
  private let factorsA: [Scalar]
  private let factorsB: [Scalar]

  private init(
    _ a: MatrixView<Scalar>, _ b: MatrixView<Scalar>, _ metric: Metric,
    norms: (MatrixView<Scalar>) -> [Double]
  ) {
    precondition(
      a.columns == b.columns,
      "distances between rows of \(a.rows)×\(a.columns) and \(b.rows)×\(b.columns) matrices: columns differ")
    (self.a, self.b, self.metric) = (a, b, metric)
    func factors(_ view: MatrixView<Scalar>) -> [Scalar] {
      switch metric {
      case .cosine: norms(view).map { $0 > 0 ? Scalar(1 / $0) : 0 }
      case .euclidean: norms(view).map { Scalar($0 * $0) }
      case .innerProduct: []
      }
    }
    (factorsA, factorsB) = (factors(a), factors(b))
  }
}

extension Distances where Scalar: ExactDistanceScalar {
  /// Prepares the distances from the rows of `a` (n×d) to those of `b` (m×d).
  package init(_ a: MatrixView<Scalar>, _ b: MatrixView<Scalar>, _ metric: Metric) {
    self.init(a, b, metric) { $0.norms().array }
  }

  /// Calls `body` with each block in turn: the first row's index and the block (rows × m). One buffer serves all.
  package func blocks(_ body: (_ firstRow: Int, _ block: MatrixView<Scalar>) throws -> Void) rethrows {
    var buffer = Matrix<Scalar>(rows: min(Self.blockRows, a.rows), columns: b.rows)
    for first in stride(from: 0, to: a.rows, by: Self.blockRows) {
      let count = min(Self.blockRows, a.rows - first)
      buffer.withMutableElements { fill($0, first: first, count: count) }
      try body(first, buffer.view.rows(0..<count))
    }
  }

  /// All distances at once, n×m.
  package var all: Matrix<Scalar> {
    var result = Matrix<Scalar>(rows: a.rows, columns: b.rows)
    result.withMutableElements { elements in
      for first in stride(from: 0, to: a.rows, by: Self.blockRows) {
        let count = min(Self.blockRows, a.rows - first)
        fill(
          UnsafeMutableBufferPointer(rebasing: elements[(first * b.rows)..<((first + count) * b.rows)]),
          first: first, count: count)
      }
    }
    return result
  }

  // Concrete in this module wherever it is called from outside: the loops below are 20 times slower where the scalar is
  // not known.
  private func fill(_ out: UnsafeMutableBufferPointer<Scalar>, first: Int, count: Int) {
    guard let base = out.baseAddress, count > 0, b.rows > 0 else { return }
    if a.columns > 0 {
      Scalar.gemm(
        transposeA: false, transposeB: true, m: count, n: b.rows, k: a.columns, alpha: 1,
        a: a.base + first * a.stride, strideA: a.stride, b: b.base, strideB: b.stride, beta: 0, c: base,
        strideC: b.rows)
    }
    factorsB.withUnsafeBufferPointer { factors in
      for row in 0..<count {
        let numbers = base + row * b.rows
        switch metric {
        case .cosine:
          let factor = factorsA[first + row]
          for column in 0..<b.rows {
            numbers[column] = 1 - numbers[column] * factor * factors[column]
          }
        case .euclidean:
          let square = factorsA[first + row]
          for column in 0..<b.rows {
            numbers[column] = max(0, square + factors[column] - 2 * numbers[column]).squareRoot()
          }
        case .innerProduct:
          for column in 0..<b.rows { numbers[column] = -numbers[column] }
        }
      }
    }
  }
}

extension Distances where Scalar == Float {
  /// Prepares the distances from the rows of `a` (n×d) to those of `b` (m×d).
  public init(from a: some RowMajor<Float>, to b: some RowMajor<Float>, metric: Metric) {
    self.init(a.view, b.view, metric)
  }

  /// Calls `body` with each block in turn: the first row's index and the block (rows × m). One buffer serves all.
  public func forEachBlock(_ body: (_ firstRow: Int, _ block: MatrixView<Float>) throws -> Void) rethrows {
    try blocks(body)
  }

  /// All distances at once, n×m.
  public var matrix: Matrix<Float> { all }
}

extension Distances where Scalar == Double {
  /// Prepares the distances from the rows of `a` (n×d) to those of `b` (m×d).
  public init(from a: some RowMajor<Double>, to b: some RowMajor<Double>, metric: Metric) {
    self.init(a.view, b.view, metric)
  }

  /// Calls `body` with each block in turn: the first row's index and the block (rows × m). One buffer serves all.
  public func forEachBlock(_ body: (_ firstRow: Int, _ block: MatrixView<Double>) throws -> Void) rethrows {
    try blocks(body)
  }

  /// All distances at once, n×m.
  public var matrix: Matrix<Double> { all }
}
