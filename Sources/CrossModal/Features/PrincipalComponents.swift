import Dense

/// The first principal components of a set of vectors: the rows, centered, projected on the directions of largest
/// variance.
///
/// From the singular value decomposition of the centered matrix, X − 1 μᵀ = U S Vᵀ; the features are U S, n×d′. Signs as
/// in ``SingularValueDecomposition``. Nothing is scaled. Where few dimensions of many numbers are asked for (n d min(n, d)
/// above 2³⁵, dimensions at most a fourth of that minimum) the directions are those of ``PrincipalDirections``, in Double and
/// rounded once. Cost O(n d min(n, d)) or less. Routine: `sgesdd`, or those of ``PrincipalDirections``.
public struct PrincipalComponents: Sendable {
  /// The features, items × dimensions.
  public let features: Matrix<Float>
  /// The share of the variance that the features keep, 0…1.
  public let keptVariance: Double

  /// Projects `items` on their first `dimensions` components; 1 ≤ dimensions ≤ min(rows, columns).
  /// Several threads share the work of many numbers, which changes no bit.
  /// - Throws: ``LinearAlgebraError``.
  public init(_ items: some RowMajor<Float>, dimensions: Int, threads: Int = 1) throws {
    let items = items.view
    precondition(
      dimensions >= 1 && dimensions <= min(items.rows, items.columns),
      "\(dimensions) components of a \(items.rows)×\(items.columns) matrix")
    if PrincipalDirections.areManyNumbers(items.rows, items.columns),
      4 * dimensions <= min(items.rows, items.columns)
    {
      let numbers = Matrix(items).converted(to: Double.self)
      let found = try PrincipalDirections(numbers.view, dimensions: dimensions, threads: threads)
      features = product(Matrix(numbers, subtracting: found.means), found.directions).converted()
      keptVariance = found.keptVariance
      return
    }
    let centered = Matrix(items, subtracting: items.columnMeans)
    let svd = try SingularValueDecomposition(centered.view)
    features = Matrix(rows: items.rows, columns: dimensions) { svd.u[$0, $1] * svd.singularValues[$1] }
    let variances = svd.singularValues.map { Double($0) * Double($0) }
    let total = variances.reduce(0, +)
    keptVariance = total > 0 ? variances.prefix(dimensions).reduce(0, +) / total : 1
  }
}
