import Dense

/// Whether Float holds the columns of a table finely enough to tell its rows apart.
enum TableResolution {
  /// Whether some column of a text table varies by less than 10⁴ steps of Float at its size, as data with a large offset do.
  /// Cost n d.
  static func isLost(_ features: Matrix<Float>) -> Bool {
    let view = features.view
    // Whole numbers up to here, and their fractions, are fine enough, which nearly all tables show at once.
    let bound: Float = 0x1p10
    guard view.rows > 1, features.elements.contains(where: { abs($0) > bound }) else { return false }
    var least = Array(view.row(0))
    var largest = least
    for row in 1..<view.rows {
      for (column, number) in view.row(row).enumerated() {
        least[column] = min(least[column], number)
        largest[column] = max(largest[column], number)
      }
    }
    return least.indices.contains { column in
      let size = max(abs(least[column]), abs(largest[column]))
      return size > bound && largest[column] - least[column] < size * 0x1p-24 * 10_000
    }
  }
}
