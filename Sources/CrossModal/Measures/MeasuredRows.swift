import Dense
import VectorFiles

/// Rows as searches and measures take them: in Float where Float holds the numbers of their file, else in Double. Training
/// takes the nearest Float always.
package struct MeasuredRows: Sendable {
  /// The numbers, each the nearest Float.
  package let rounded: MatrixView<Float>
  /// The numbers where Float does not hold them.
  package let exact: MatrixView<Double>?

  // Rows whose unit vectors lie so near to their mean are compared by differences: 1 − cos would lose the digits.
  private static let narrow = 1e-3
  // Rounding beyond this part of the spread is said; that of other data is 3e-8.
  private static let noticeable = 1e-5

  /// The rows of a table.
  package init(_ table: FeatureTable) { (rounded, exact) = (table.features, table.exact?.view) }

  /// Rows that are Float.
  package init(_ rows: MatrixView<Float>) { (rounded, exact) = (rows, nil) }

  /// Number of rows.
  package var rows: Int { rounded.rows }

  /// Number of columns.
  package var columns: Int { rounded.columns }

  /// The numbers in Double in any case.
  package var inDouble: MatrixView<Double> {
    exact ?? Matrix(rounded).converted(to: Double.self).view
  }

  /// Equal and zero rows.
  package var facts: RowFacts { exact.map { RowFacts($0) } ?? RowFacts(rounded) }

  /// The `k` neighbors of some rows, ascending, or of all, self included, and where the row order decides them; as if all
  /// was computed in Double.
  ///
  /// Euclidean: the search centers and scales Double rows before they become Float, and its exact distances are those of
  /// Double. Cosine likewise, but rows that are nearly parallel, as by a large offset, are brought to length 1 and
  /// compared by their differences, which is the same order with more digits than 1 − cos has.
  /// - Parameter search: for one neighbor more than `k`, where there are so many rows.
  package func lists(
    _ search: NeighborSearch, k: Int, of chosen: [Int]?
  ) -> (table: NeighborTable, ties: NeighborTies) {
    let some = chosen.flatMap { $0.count < rows ? $0 : nil }
    let own = some ?? Array(0..<rows)
    var (search, found) = (search, NeighborTable?.none)
    guard let exact else {
      found = some.map {
        search.neighbors(of: Matrix(rounded, selecting: $0), among: rounded).withOwnFirst(rows: $0)
      }
      let table = found ?? search.neighbors(of: rounded)
      let ties = NeighborTies(
        table, k: k, of: rounded, rows: own, metric: search.metric, threads: search.threads)
      return (table.nearest(k), ties)
    }
    var numbers = exact
    if search.metric == .cosine, let directions = Self.narrowDirections(exact) {
      (search.metric, numbers) = (.euclidean, directions.view)
    }
    found = some.map {
      search.neighbors(of: Matrix(numbers, selecting: $0), among: numbers).withOwnFirst(rows: $0)
    }
    let table = found ?? search.neighbors(of: numbers)
    let ties = NeighborTies(
      table, k: k, of: numbers, rows: own, metric: search.metric, threads: search.threads)
    return (table.nearest(k), ties)
  }

  /// What Float would have lost, where it would; a sentence without the file's name.
  package var notes: [String] {
    guard let exact else { return [] }
    let lost = exact.distinctRowCount - rounded.distinctRowCount
    if lost > 0 {
      return ["float32 would make \(lost) different rows equal to others; the rows are compared in float64"]
    }
    let share = roundingShare(exact)
    guard share > Self.noticeable else { return [] }
    let percent = Double(Int(share * 1e5)) / 1e3
    return ["float32 would move the rows by \(percent) % of their spread; they are compared in float64"]
  }

  /// A checksum of two sets, so that lists of different files are not joined.
  static func checksum(_ first: MeasuredRows, _ second: MeasuredRows) -> Int32 {
    let exact = [first, second].compactMap(\.exact)
    let rounded = Checksum.of([first.rounded, second.rounded])
    return exact.isEmpty ? rounded : rounded ^ Checksum.of(exact)
  }

  // The rows brought to length 1, where they are nearly parallel and none is zero.
  static func narrowDirections(_ rows: MatrixView<Double>) -> Matrix<Double>? {
    guard rows.rowNorms.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    let directions = Matrix(normalizingRowsOf: rows)
    let length = directions.columnMeans.reduce(0) { $0 + $1 * $1 }
    return 1 - length < narrow ? directions : nil
  }

  // How far rounding to Float moves the rows, as a part of how far they lie from their mean (root mean squares).
  private func roundingShare(_ exact: MatrixView<Double>) -> Double {
    let mean = exact.columnMeans
    var (moved, spread) = (0.0, 0.0)
    for row in 0..<rows {
      let (numbers, nearest) = (exact.numbers(ofRow: row), rounded.numbers(ofRow: row))
      for column in 0..<columns {
        let (error, distance) = (numbers[column] - Double(nearest[column]), numbers[column] - mean[column])
        moved += error * error
        spread += distance * distance
      }
    }
    return spread > 0 ? (moved / spread).squareRoot() : 0
  }
}
