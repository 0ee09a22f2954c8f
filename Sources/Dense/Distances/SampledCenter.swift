/// A common center of rows, whose subtraction changes no Euclidean distance and makes the rows shorter, so that less is
/// lost when they become Float and are multiplied.
enum SampledCenter {
  // Rows sampled of each set.
  private static let sample = 256

  /// The rows of a set of `count` that a center is made of.
  static func rows(of count: Int) -> [Int] {
    let chosen = min(sample, count)
    return (0..<chosen).map { $0 * count / chosen }
  }

  /// The mean of some rows, if it is nearer than the origin to nearly all of them. Cost n d.
  static func of(_ rows: Matrix<Double>) -> [Double]? {
    guard rows.rows > 1 else { return nil }
    let mean = rows.columnMeans
    let square = mean.reduce(0) { $0 + $1 * $1 }
    // ‖x − c‖ < ‖x‖ is 2 x·c > ‖c‖².
    let nearer = (0..<rows.rows).filter { row in
      2 * zip(rows.view.row(row), mean).reduce(0.0) { $0 + $1.0 * $1.1 } > square
    }
    return nearer.count * 10 >= rows.rows * 9 ? mean : nil
  }

  /// The length of a center; 0 for none.
  static func norm(_ center: [Double]?) -> Double {
    (center ?? []).reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
