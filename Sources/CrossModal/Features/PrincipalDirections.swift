import Dense

/// The directions of largest variance of a set of rows, in Double.
///
/// Of the centered rows X − 1 μᵀ = U S Vᵀ the first columns of V. Signs as in ``SingularValueDecomposition``: of each
/// direction the number of largest absolute value, the first of equals, is positive. Where there are many rows and no
/// direction asked for is much weaker than the first, V comes from the eigenvectors of (X − 1 μᵀ)ᵀ(X − 1 μᵀ), whose digits
/// suffice then. A direction counts where its singular value is above max(n, d) ε times the first one, and above what
/// centering rounds. Where few directions of many numbers are asked for (n d min(n, d) above 2³⁵) that the squares do not
/// serve, or more than 4,096 columns would make them slow, V comes from products alone
/// (``Dense/LeadingSingularVectors``, whose error is stated). Cost O(n d min(n, d)), or O(n d) a step of it. Routines:
/// `dgesdd`; `dgemm`, `dsyevd`; those of the last.
package struct PrincipalDirections: Sendable {
  /// μ, the mean of each column.
  package let means: [Double]
  /// d×d′, a direction a column; those beyond the rank are zeros.
  package let directions: Matrix<Double>
  /// The standard deviation along each direction (denominator n), descending; 0 beyond the rank.
  package let deviations: [Double]
  /// The share of the variance that lies along the directions, 0…1.
  package let keptVariance: Double

  /// The number of directions in which the rows vary, of those asked for.
  package var rank: Int { deviations.count { $0 > 0 } }

  // A singular value below this share of the first one is not taken from the squares, which lose half of the digits.
  private static let leastShare = 1e-3
  // Columns whose squares are decomposed as a whole, where few directions are asked for.
  private static let mostSquares = 4096

  /// The first directions of a set of rows; 1 ≤ dimensions ≤ min(rows, columns).
  /// - Throws: ``LinearAlgebraError``.
  package init(_ x: MatrixView<Double>, dimensions: Int, threads: Int = 1) throws {
    precondition(
      dimensions >= 1 && dimensions <= min(x.rows, x.columns),
      "\(dimensions) directions of a \(x.rows)×\(x.columns) matrix")
    means = x.columnMeans
    let centered = Matrix(x, subtracting: means)
    let vectors =
      try Self.fromSquares(centered.view, dimensions)
      ?? Self.fromProducts(centered.view, dimensions, threads: threads)
      ?? Self.fromRows(centered.view, dimensions)
    let squares = Self.squares(centered.view)
    let rounding = 8 * Self.squares(x).squareRoot()
    let least = max(Double(max(x.rows, x.columns)) * vectors.values[0], rounding) * Double.ulpOfOne
    let isThere = vectors.values.map { $0 > least }
    deviations = zip(vectors.values, isThere).map { $1 ? $0 / Double(x.rows).squareRoot() : 0 }
    directions = Matrix(rows: x.columns, columns: dimensions) {
      isThere[$1] ? vectors.rows[$1, $0] : 0
    }
    let kept = zip(vectors.values, isThere).reduce(0) { $0 + ($1.1 ? $1.0 * $1.0 : 0) }
    keptVariance = squares > 0 ? min(1, kept / squares) : 1
  }

  // Singular values, descending, and singular vectors, one a row.
  private typealias Vectors = (values: [Double], rows: Matrix<Double>)

  private static func fromRows(_ centered: MatrixView<Double>, _ dimensions: Int) throws -> Vectors {
    let svd = try SingularValueDecomposition(centered)
    return (Array(svd.singularValues.prefix(dimensions)), Matrix(svd.vTransposed.rows(0..<dimensions)))
  }

  private static func fromProducts(
    _ centered: MatrixView<Double>, _ dimensions: Int, threads: Int
  ) throws -> Vectors? {
    guard areManyNumbers(centered.rows, centered.columns),
      let found = try LeadingSingularVectors(
        of: DenseOperator(centered, threads: threads), dimensions: dimensions)
    else { return nil }
    return (found.singularValues, found.vTransposed)
  }

  /// Whether a whole decomposition of so many numbers takes longer than a dozen seconds.
  static func areManyNumbers(_ rows: Int, _ columns: Int) -> Bool {
    Double(rows) * Double(columns) * Double(min(rows, columns)) > 0x1p35
  }

  private static func fromSquares(_ centered: MatrixView<Double>, _ dimensions: Int) throws -> Vectors? {
    let columns = centered.columns
    guard centered.rows >= 2 * columns, columns <= mostSquares || 4 * dimensions + 256 > columns else {
      return nil
    }
    let eigen = try SymmetricEigendecomposition(product(centered, centered, transposingFirst: true))
    let values = eigen.eigenvalues.suffix(dimensions).reversed().map { max(0, $0).squareRoot() }
    guard values[dimensions - 1] > leastShare * values[0] else { return nil }
    let signs = (0..<dimensions).map { index in
      var largest = 0.0
      for row in 0..<columns {
        let number = eigen.eigenvectors[row, columns - 1 - index]
        if abs(number) > abs(largest) { largest = number }
      }
      return largest < 0 ? -1.0 : 1
    }
    let rows = Matrix(rows: dimensions, columns: columns) {
      signs[$0] * eigen.eigenvectors[$1, columns - 1 - $0]
    }
    return (values, rows)
  }

  private static func squares(_ x: MatrixView<Double>) -> Double {
    var sum = 0.0
    for row in 0..<x.rows { for number in x.row(row) { sum += number * number } }
    return sum
  }
}
