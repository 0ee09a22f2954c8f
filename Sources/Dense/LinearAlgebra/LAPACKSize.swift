/// The workspace that LAPACK's routines need, by their documentation, computed where it cannot overflow.
///
/// LAPACK counts in 32 bits: a routine whose workspace or dimensions are larger would count wrongly and write outside of its
/// arrays, so such a size is refused before anything is allocated.
enum LAPACKSize {
  /// The largest number that 32-bit LAPACK counts to.
  static let largest = Int(Int32.max)

  /// Numbers that `?gesdd`, job S, needs for an m×n matrix: 4 r² + 7 r with r = min(m, n).
  /// - Throws: ``LinearAlgebraError/tooLarge(routine:rows:columns:workspace:allowed:)``.
  static func singularValues(rows: Int, columns: Int) throws -> Int {
    let rank = min(rows, columns)
    return try checked(
      "gesdd", rows, columns, product(4, rank, rank) &+ product(7, rank), largestDimension: max(rows, columns)
    )
  }

  /// Numbers that `?syevd` with vectors needs for an n×n matrix: 1 + 6 n + 2 n².
  /// - Throws: ``LinearAlgebraError/tooLarge(routine:rows:columns:workspace:allowed:)``.
  static func symmetricEigenvalues(order: Int) throws -> Int {
    try checked(
      "syevd", order, order, product(2, order, order) &+ product(6, order) &+ 1, largestDimension: order)
  }

  /// Numbers that `?gelsd` needs for an m×n matrix and r right sides, with s = min(m, n):
  /// 12 s + 2 s·25 + 8 s·levels + s·r + 26², levels = ⌊log₂(s / 26)⌋ + 1, and 3 s + max(m, n, r).
  /// - Throws: ``LinearAlgebraError/tooLarge(routine:rows:columns:workspace:allowed:)``.
  static func leastSquares(rows: Int, columns: Int, rightHandSides: Int) throws -> Int {
    let rank = min(rows, columns)
    let leaf = 25
    var levels = 1
    while rank >> levels > leaf { levels += 1 }
    // One level more than rounding down may give: a larger workspace is right, too.
    let tree = product(12 + 2 * leaf + 8 * (levels + 1), rank) &+ product(rank, rightHandSides)
    let plain = product(3, rank) &+ max(rows, columns, rightHandSides)
    return try checked(
      "gelsd", rows, columns, max(tree &+ (leaf + 1) * (leaf + 1), plain),
      largestDimension: max(rows, columns, rightHandSides))
  }

  // A product that stops at a number far above every limit instead of overflowing; sums of three stay below Int.max.
  private static func product(_ factors: Int...) -> Int {
    factors.reduce(1) { result, factor in
      let (value, overflow) = result.multipliedReportingOverflow(by: factor)
      return overflow ? Int.max / 4 : min(value, Int.max / 4)
    }
  }

  private static func checked(
    _ routine: String, _ rows: Int, _ columns: Int, _ workspace: Int, largestDimension: Int
  ) throws -> Int {
    guard workspace <= largest, largestDimension <= largest else {
      throw LinearAlgebraError.tooLarge(
        routine: routine, rows: rows, columns: columns, workspace: max(workspace, largestDimension),
        allowed: largest)
    }
    return max(1, workspace)
  }
}
