import Dense

/// Random orthonormal rows, every rotation equally likely: normal numbers, orthonormalized row after row.
enum RandomRotation {
  /// Rows up to which Gram-Schmidt does it. Beyond, Householder's reflections do, whose rows are the same up to rounding: below
  /// they would change the last bits of encoders that were trained.
  private static let mostByProjection = 512

  /// `count` orthonormal rows of `width` ≥ `count` numbers. Cost 2 count² width. Routines beyond 512 rows: `dgeqrf`, `dorgqr`.
  static func rows(_ count: Int, _ width: Int, _ stream: inout RandomStream) -> Matrix<Double> {
    precondition(count <= width, "\(count) orthonormal rows of \(width) numbers")
    return count <= mostByProjection
      ? projected(count, width, &stream)
      : reflected(count, width, &stream) ?? projected(count, width, &stream)
  }

  /// By Householder's reflections; nil if LAPACK fails, which it does not for finite numbers.
  static func reflected(_ count: Int, _ width: Int, _ stream: inout RandomStream) -> Matrix<Double>? {
    let start = stream
    let numbers = Matrix<Double>(rows: count, columns: width) { _, _ in stream.normal() }
    if let found = try? OrthonormalRows(overwriting: numbers),
      (0..<count).allSatisfy({ found.factor[$0, $0] > leastLength })
    {
      return found.rows
    }
    stream = start
    return nil
  }

  // What is left of a row that is all but dependent on the others.
  private static let leastLength = 1e-6

  /// By Gram-Schmidt, each row orthogonalized twice, which is enough (Giraud et al. 2005); a row that is all but dependent on
  /// the others is drawn again.
  static func projected(_ count: Int, _ width: Int, _ stream: inout RandomStream) -> Matrix<Double> {
    var rows = Matrix<Double>(rows: count, columns: width)
    rows.withMutableElements { elements in
      guard let base = elements.baseAddress else { return }
      var done = 0
      while done < count {
        let row = base + done * width
        for column in 0..<width { row[column] = stream.normal() }
        for _ in 0..<2 {
          for other in 0..<done {
            let known = base + other * width
            var product = 0.0
            for column in 0..<width { product += row[column] * known[column] }
            for column in 0..<width { row[column] -= product * known[column] }
          }
        }
        var square = 0.0
        for column in 0..<width { square += row[column] * row[column] }
        let norm = square.squareRoot()
        guard norm > leastLength else { continue }
        for column in 0..<width { row[column] /= norm }
        done += 1
      }
    }
    return rows
  }
}
