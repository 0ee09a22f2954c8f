/// What the measures of two spaces take of the coordinates of one (``SpaceSpectrum``), besides products of both: O(n + r).
struct SpectrumSummary: Sendable {
  /// r numbers, descending and above 0 where the basis is orthonormal.
  let scales: [Double]
  /// Whether the columns of the basis are orthonormal.
  let isOrthonormal: Bool
  /// Squared lengths of the centered rows: the diagonal of X Xᵀ.
  let rowSquares: [Double]
  /// xᵢᵀ XᵀX xᵢ for every row: their sum is ‖X Xᵀ‖²_F.
  let rowFourths: [Double]

  /// Number of items.
  var items: Int { rowSquares.count }
  /// Number of directions.
  var rank: Int { scales.count }
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
