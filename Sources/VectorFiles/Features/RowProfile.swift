/// What the rows of a table look like, and what looks wrong with them: gathered row by row, so that the table need not fit
/// into memory. It holds one hash of each row and two numbers of each column.
package struct RowProfile: Sendable {
  /// Where something was first seen, counted from 1, and how often it was seen.
  package struct Finding: Equatable, Sendable {
    /// Row of the first.
    package var row: Int
    /// Its column; 0 for what concerns a whole row.
    package var column: Int
    /// The earlier row that it repeats; 0 for anything but a repetition.
    package var earlierRow = 0
    /// How many there are.
    package var count = 1
  }

  /// Number of columns.
  package let columns: Int
  /// Number of rows so far.
  package private(set) var rows = 0
  /// Cells that are NaN.
  package private(set) var notANumber: Finding?
  /// Cells that are infinite.
  package private(set) var infinite: Finding?
  /// Rows of zeros only.
  package private(set) var zeroRows: Finding?
  /// Rows that are equal to an earlier one (by a hash of 64 bits; −0 = 0).
  package private(set) var repeatedRows: Finding?
  /// The least and the largest number, infinite ones left out; nil as long as there is none.
  package private(set) var range: ClosedRange<Float>?
  /// The least and the largest Euclidean norm of the rows that are finite and not zero.
  package private(set) var norms: ClosedRange<Double>?
  /// The least and the largest sum of those rows.
  package private(set) var sums: ClosedRange<Double>?
  private var least: [Float]
  private var largest: [Float]
  private var seen: [UInt64: Int] = [:]
  private var firstRowCounts = false
  private var firstColumn = (start: Float(0), counts: true)

  /// A profile of no rows yet.
  package init(columns: Int) {
    self.columns = columns
    least = Array(repeating: .infinity, count: columns)
    largest = Array(repeating: -.infinity, count: columns)
  }

  /// Columns, from 0, whose numbers are all the same; empty for fewer than two rows.
  package var constantColumns: [Int] {
    rows < 2 ? [] : (0..<columns).filter { least[$0] == largest[$0] }
  }

  /// Whether the first row is c, c + 1, c + 2, … of at least three columns: a header line of column numbers?
  package var isFirstRowCounting: Bool { columns >= 3 && firstRowCounts }

  /// Whether the first column is c, c + 1, c + 2, … in at least three rows: an index?
  package var isFirstColumnCounting: Bool { rows >= 3 && columns >= 2 && firstColumn.counts }

  /// Takes in the next row. O(columns).
  package mutating func add(_ row: UnsafeBufferPointer<Float>) {
    precondition(row.count == columns, "a row of \(row.count) in a table of \(columns) columns")
    rows += 1
    if rows == 1 { firstRowCounts = row.indices.allSatisfy { row[$0] == row[0] + Float($0) } }
    if let cell = row.first {
      if rows == 1 { firstColumn.start = cell }
      firstColumn.counts = firstColumn.counts && cell == firstColumn.start + Float(rows - 1)
    }
    var hash: UInt64 = 0x9e37_79b9_7f4a_7c15
    var (squares, sum, isZero, isFinite) = (0.0, 0.0, true, true)
    for (column, number) in row.enumerated() {
      hash = (hash ^ UInt64((number + 0).bitPattern)) &* 0xff51_afd7_ed55_8ccd
      hash ^= hash >> 32
      guard number.isFinite else {
        isFinite = false
        if number.isNaN { Self.note(&notANumber, row: rows, column: column + 1) }
        if number.isInfinite { Self.note(&infinite, row: rows, column: column + 1) }
        // A column with such a cell is not constant.
        (least[column], largest[column]) = (-.infinity, .infinity)
        continue
      }
      if number != 0 { isZero = false }
      squares += Double(number) * Double(number)
      sum += Double(number)
      least[column] = min(least[column], number)
      largest[column] = max(largest[column], number)
      range = Self.widened(range, number)
    }
    if isZero, isFinite { Self.note(&zeroRows, row: rows, column: 0) }
    if isFinite, !isZero {
      norms = Self.widened(norms, squares.squareRoot())
      sums = Self.widened(sums, sum)
    }
    if let earlier = seen[hash] {
      Self.note(&repeatedRows, row: rows, column: 0, earlierRow: earlier)
    } else {
      seen[hash] = rows
    }
  }

  private static func note(_ finding: inout Finding?, row: Int, column: Int, earlierRow: Int = 0) {
    if finding == nil {
      finding = Finding(row: row, column: column, earlierRow: earlierRow)
    } else {
      finding?.count += 1
    }
  }

  private static func widened<Number: Comparable>(_ range: ClosedRange<Number>?, _ number: Number)
    -> ClosedRange<Number>
  {
    guard let range else { return number...number }
    return min(range.lowerBound, number)...max(range.upperBound, number)
  }
}
