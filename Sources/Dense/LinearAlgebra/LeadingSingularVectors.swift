/// The largest singular values of a matrix and their vectors, from products alone: A ≈ U · diag(s) · Vᵀ, U n×k, Vᵀ k×p, s
/// descending.
///
/// A block Lanczos iteration on AᵀA, or AAᵀ where that is smaller, with every block orthogonalized twice against all others and
/// thick restarts (Wu and Simon 2000); it ends when each residual ‖AᵀA v − σ² v‖ is below ``tolerance`` σ², or what rounding
/// leaves of σ₁². The values and vectors are then those of A on the space found (Rayleigh and Ritz), so that small ones keep
/// their digits. The first block is random from a fixed key: the same matrix gives the same bits. Signs as in
/// ``SingularValueDecomposition``. Memory (2 k + 11·16) · min(n, p) numbers; a step is two products with 16 vectors.
/// Routines: `dgemm`, `dgeqrf`, `dorgqr`, `dsyevd`, `dgesdd`.
package struct LeadingSingularVectors: Sendable {
  /// Residuals that are allowed, as a part of σ².
  package static let tolerance = 1e-9

  /// Left singular vectors, one a column.
  package let u: Matrix<Double>
  /// The singular values, descending.
  package let singularValues: [Double]
  /// Right singular vectors, one a row.
  package let vTransposed: Matrix<Double>
  /// What each singular value may be off by, as a part of itself: half of the largest residual over σ². Values below 10⁻⁶ of
  /// the first, which rounding ends, are left out.
  package let error: Double

  /// The first `dimensions` singular values and vectors.
  /// - Returns: nil if the matrix is too small for it (a fourth of its smaller side at most), or the iteration does not end.
  /// - Throws: ``LinearAlgebraError``.
  package init?(of matrix: some LinearOperator, dimensions: Int) throws {
    guard dimensions >= 1, min(matrix.rows, matrix.columns) >= 4 * dimensions + 256 else { return nil }
    let isWide = matrix.rows < matrix.columns
    if isWide {
      guard let found = try BlockLanczos.vectors(TransposedOperator(source: matrix), dimensions) else {
        return nil
      }
      try self.init(TransposedOperator(source: matrix), found, isWide: true)
    } else {
      guard let found = try BlockLanczos.vectors(matrix, dimensions) else { return nil }
      try self.init(matrix, found, isWide: false)
    }
  }

  // A on the space found, of which the vectors are rows. For a wide matrix it is Aᵀ that is given.
  private init(_ matrix: some LinearOperator, _ found: BlockLanczos.Found, isWide: Bool) throws {
    let images = matrix.product(found.vectors.transposed)
    let svd = try SingularValueDecomposition(overwriting: images)
    var right = Dense.product(svd.vTransposed, found.vectors)
    var left = svd.u
    if isWide { (left, right) = (right.transposed, left.transposed) }
    let signs = (0..<right.rows).map { index in
      let largest = right.view.row(index).reduce(0.0) { abs($1) > abs($0) ? $1 : $0 }
      return largest < 0 ? -1.0 : 1
    }
    u = Matrix(rows: left.rows, columns: left.columns) { left[$0, $1] * signs[$1] }
    vTransposed = Matrix(rows: right.rows, columns: right.columns) { right[$0, $1] * signs[$0] }
    singularValues = svd.singularValues
    error = found.error
  }
}

/// The iteration on AᵀA, p×p.
private struct BlockLanczos {
  struct Found {
    /// Orthonormal, one a row, of the largest eigenvalues.
    var vectors: Matrix<Double>
    /// Half of the largest residual, as a part of its eigenvalue.
    var error: Double
  }

  private static let width = 16
  private static let mostSteps = 1000

  static func vectors(_ matrix: some LinearOperator, _ wanted: Int) throws -> Found? {
    let order = matrix.columns
    let capacity = 2 * wanted + 10 * width
    let basis = AlignedBuffer<Double>(uninitialized: capacity * order)
    var projected = Matrix<Double>(rows: capacity, columns: capacity)
    var stream = RandomSigns()
    var block = try OrthonormalRows(
      overwriting: Matrix<Double>(rows: width, columns: order) { _, _ in stream.next() }
    ).rows
    var used = 0
    for _ in 0..<mostSteps {
      for row in 0..<width {
        (basis.pointer + (used + row) * order).update(from: block.view.base + row * order, count: order)
      }
      used += width
      var image = matrix.transposedProduct(matrix.product(block.transposed))
      let parts = remove(basis, used, from: &image)
      for row in 0..<used {
        for column in 0..<width {
          projected[row, used - width + column] = parts[row, column]
          projected[used - width + column, row] = parts[row, column]
        }
      }
      let first = try OrthonormalRows(overwriting: image.transposed)
      // Twice is enough: what rounding left of the others is gone after another look.
      var rest = first.rows.transposed
      _ = remove(basis, used, from: &rest)
      let second = try OrthonormalRows(overwriting: rest.transposed)
      let coupling = Dense.product(first.factor, second.factor)
      block = second.rows

      // A look at every third block costs less than it may save.
      let isFull = used + width > capacity
      guard isFull || used / width % 3 == 0 else { continue }
      let eigen = try SymmetricEigendecomposition(
        Matrix<Double>(rows: used, columns: used) { projected[$0, $1] })
      if used >= wanted + width {
        if let error = error(eigen, coupling, used, wanted) {
          return Found(vectors: combined(eigen, basis, used, wanted, order), error: error)
        }
      }
      guard isFull else { continue }
      // Thick restart: the best vectors so far, and the block goes on from where it is.
      let kept = wanted + (capacity - wanted) / 3
      let best = combined(eigen, basis, used, kept, order)
      basis.pointer.update(from: best.view.base, count: kept * order)
      projected = Matrix(rows: capacity, columns: capacity) {
        $0 == $1 && $0 < kept ? eigen.eigenvalues[used - 1 - $0] : 0
      }
      used = kept
    }
    return nil
  }

  // Takes the basis out of a block, p×b, and says how much of it was there. Routine: `dgemm`.
  private static func remove(_ basis: AlignedBuffer<Double>, _ used: Int, from block: inout Matrix<Double>)
    -> Matrix<Double>
  {
    let (order, width) = (block.rows, block.columns)
    var parts = Matrix<Double>(rows: used, columns: width)
    block.withMutableElements { block in
      parts.withMutableElements { parts in
        guard let target = block.baseAddress, let shares = parts.baseAddress else { return }
        Double.gemm(
          transposeA: false, transposeB: false, m: used, n: width, k: order, alpha: 1, a: basis.pointer,
          strideA: order, b: target, strideB: width, beta: 0, c: shares, strideC: width)
        Double.gemm(
          transposeA: true, transposeB: false, m: order, n: width, k: used, alpha: -1, a: basis.pointer,
          strideA: order, b: shares, strideB: width, beta: 1, c: target, strideC: width)
      }
    }
    return parts
  }

  // The largest relative residual of the wanted vectors, halved; nil where one is above what is allowed.
  private static func error(
    _ eigen: SymmetricEigendecomposition<Double>, _ coupling: Matrix<Double>, _ used: Int, _ wanted: Int
  ) -> Double? {
    let largest = eigen.eigenvalues[used - 1]
    guard largest > 0 else { return 0 }
    var error = 0.0
    for index in 0..<wanted {
      let value = max(0, eigen.eigenvalues[used - 1 - index])
      var square = 0.0
      for column in 0..<width {
        var sum = 0.0
        for row in 0..<width {
          sum += coupling[row, column] * eigen.eigenvectors[used - width + row, used - 1 - index]
        }
        square += sum * sum
      }
      let residual = square.squareRoot()
      guard residual <= max(LeadingSingularVectors.tolerance * value, 1e-13 * largest) else { return nil }
      if value > 1e-12 * largest { error = max(error, residual / value / 2) }
    }
    return error
  }

  // The vectors of the largest eigenvalues, one a row. Routine: `dgemm`.
  private static func combined(
    _ eigen: SymmetricEigendecomposition<Double>, _ basis: AlignedBuffer<Double>, _ used: Int, _ count: Int,
    _ order: Int
  ) -> Matrix<Double> {
    let weights = Matrix<Double>(rows: count, columns: used) { eigen.eigenvectors[$1, used - 1 - $0] }
    return Matrix(
      multiplying: weights.view,
      MatrixView(base: basis.pointer, rows: used, columns: order, stride: order, owner: basis))
  }

  /// Plus or minus one, from a fixed key (SplitMix64).
  private struct RandomSigns {
    private var state: UInt64 = 0x4C61_6E63_7A6F_7321
    mutating func next() -> Double {
      state = state &+ 0x9E37_79B9_7F4A_7C15
      return StreamKey.mixed(state) >> 63 == 0 ? 1 : -1
    }
  }
}
