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

extension Matrix<Double> {
  /// Squared lengths of the rows after every column is scaled by a number of its own. Cost n p, no copy.
  func rowSquares(scaledBy factors: [Double]) -> [Double] {
    precondition(factors.count == columns, "\(factors.count) factors for a \(rows)×\(columns) matrix")
    return (0..<rows).map { index in
      let row = view.row(index)
      var sum = 0.0
      for column in 0..<columns { sum += row[column] * row[column] * factors[column] * factors[column] }
      return sum
    }
  }
}

/// Products of long matrices by several threads, in blocks of fixed size: the same bits with any number of threads.
enum BlockedProduct {
  private static let block = 1024

  /// xᵢᵀ W yᵢ for every row of X (n×p) and Y (n×q), W p×q, without the product of all rows. Cost 2 n p q. Routine: `dgemm`.
  static func rowProducts(
    _ x: Matrix<Double>, times weights: Matrix<Double>, with y: Matrix<Double>, threads: Int
  ) -> [Double] {
    let blocks = (x.rows + block - 1) / block
    let parts = SharedResults<[Double]>(count: blocks)
    SharedTasks(count: blocks, threads: threads).run { _, task in
      let range = (task * block)..<Swift.min(x.rows, (task + 1) * block)
      parts.set(task, product(x.rows(range), weights).rowProducts(with: Matrix(y.rows(range))))
    }
    return parts.values.flatMap { $0 }
  }

  /// XᵀY, p×q, the sum over blocks of rows in their order. Cost 2 n p q. Routine: `dgemm`.
  static func transposed(_ x: Matrix<Double>, times y: Matrix<Double>, threads: Int) -> Matrix<Double> {
    precondition(x.rows == y.rows, "a product of \(x.rows) and \(y.rows) rows")
    // A block of columns of X is a task: one product over all rows, so that no sum is cut.
    let width = 256
    let tasks = (x.columns + width - 1) / width
    let parts = SharedResults<Matrix<Double>>(count: tasks)
    SharedTasks(count: tasks, threads: threads).run { _, task in
      let range = (task * width)..<Swift.min(x.columns, (task + 1) * width)
      let columns = Matrix(rows: x.rows, columns: range.count) { x[$0, range.lowerBound + $1] }
      parts.set(task, product(columns, y, transposingFirst: true))
    }
    var elements: [Double] = []
    elements.reserveCapacity(x.columns * y.columns)
    for part in parts.values { for row in 0..<part.rows { elements.append(contentsOf: part.view.row(row)) } }
    return Matrix(rows: x.columns, columns: y.columns, elements: elements)
  }
}
