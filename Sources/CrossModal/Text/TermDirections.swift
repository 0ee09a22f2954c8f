import Dense

/// The first right singular vectors of the weighted terms of many texts, from products with these alone: the matrix, of which
/// nearly all numbers are 0, is never written out. See ``Dense/LeadingSingularVectors``.
struct TermDirections {
  /// terms × dimensions: V. A term whose row is shorter than the iteration is exact has zeros.
  let directions: Matrix<Double>
  /// What each singular value may be off by, as a part of itself.
  let error: Double

  // Rows of V that are shorter are what the iteration leaves of terms without a part in the dimensions.
  private static let leastLength = 1e-8

  /// Whether a whole decomposition of texts × terms takes longer than a dozen seconds, in which case few dimensions are
  /// searched without it.
  static func areManyNumbers(_ texts: Int, _ terms: Int) -> Bool {
    PrincipalDirections.areManyNumbers(texts, terms)
  }

  /// Searches the directions of texts that each are places of terms with their weights.
  /// - Returns: nil where so many dimensions are asked for that the whole decomposition is the way.
  /// - Throws: ``LinearAlgebraError``.
  init?(
    _ texts: [[(place: Int, weight: Double)]], terms: Int, dimensions: Int, threads: Int
  ) throws {
    let matrix = SparseMatrix(
      texts.map { $0.map { (place: $0.place, value: $0.weight) } }, columns: terms, threads: threads)
    guard let found = try LeadingSingularVectors(of: matrix, dimensions: dimensions) else { return nil }
    let right = found.vTransposed
    // Directions beyond the rank are zeros.
    let least = Double(max(texts.count, terms)) * Double.ulpOfOne * (found.singularValues.first ?? 0)
    let isThere = found.singularValues.map { $0 > least }
    let lengths = right.transposed.rowNorms
    directions = Matrix(rows: terms, columns: dimensions) {
      isThere[$1] && lengths[$0] > Self.leastLength ? right[$1, $0] : 0
    }
    error = found.error
  }
}
