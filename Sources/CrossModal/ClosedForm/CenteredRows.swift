import Dense

/// Chosen rows of a set in Double, each column with its mean over these rows subtracted.
///
/// A column that is constant on these rows becomes exactly zero: means are taken of the differences to the first row.
/// Cost n d.
struct CenteredRows: Sendable {
  /// The centered rows, in the order in which they were chosen.
  let matrix: Matrix<Double>
  /// The mean of each column over these rows.
  let means: [Double]
  /// The columns that are constant on these rows, ascending.
  let constantColumns: [Int]

  /// Centers the chosen rows, all without `rows`; there must be one at least.
  /// - Throws: ``ClosedFormError`` without rows, or for a number that is not finite.
  init<Scalar: MatrixScalar>(_ source: MatrixView<Scalar>, rows: [Int32]? = nil, side: String) throws {
    let chosen = rows.map { $0.map(Int.init) } ?? Array(0..<source.rows)
    guard let first = chosen.first else {
      throw ClosedFormError.rows(0, needed: 1, purpose: "a map")
    }
    let columns = source.columns
    let origin = source.row(first).map { Double($0) }
    var sums = [Double](repeating: 0, count: columns)
    var varies = [Bool](repeating: false, count: columns)
    for index in chosen {
      let row = source.row(index)
      for column in 0..<columns {
        let difference = Double(row[column]) - origin[column]
        sums[column] += difference
        varies[column] = varies[column] || difference != 0
      }
    }
    let means = zip(origin, sums).map { $0 + $1 / Double(chosen.count) }
    guard means.allSatisfy(\.isFinite) else {
      for index in chosen {
        guard let column = source.row(index).firstIndex(where: { !$0.isFinite }) else { continue }
        throw ClosedFormError.notFinite(side: side, row: index, column: column)
      }
      let column = means.firstIndex { !$0.isFinite } ?? 0
      throw ClosedFormError.notFinite(side: side, row: first, column: column)
    }
    var centered = Matrix<Double>(rows: chosen.count, columns: columns)
    centered.withMutableElements { elements in
      for (place, index) in chosen.enumerated() {
        let row = source.row(index)
        for column in 0..<columns { elements[place * columns + column] = Double(row[column]) - means[column] }
      }
    }
    matrix = centered
    self.means = means
    constantColumns = varies.indices.filter { !varies[$0] }
  }

  /// Number of rows.
  var rows: Int { matrix.rows }
  /// Number of columns.
  var columns: Int { matrix.columns }
}
