import Dense

/// A comma- or tab-separated table of numbers, with or without a first column of labels and a header line.
///
/// The first column is one of labels unless its cell is a single number in every row. A first line is a header, and
/// skipped, if no cell after the first is a number (in a table of one column: if its cell is none).
struct DelimitedTable {
  /// The numbers, without the label column.
  let features: Matrix<Float>
  /// The label column as it stands; nil if there is none.
  let names: [String]?
  /// Whether the first line was taken for a header.
  let hasHeader: Bool

  /// Parses a whole text. Throws ``DataFileError`` that names line and column.
  init(_ bytes: BoundedBytes, separator: DelimitedScanner.Separator, path: String, requireFinite: Bool) throws
  {
    var scanner = DelimitedScanner(bytes, separator: separator, path: path)
    let start = scanner
    var width = 0
    var isHeader = true
    while let field = try scanner.next() {
      width += 1
      if width > 1 || field.endsRecord, scanner.number(field) != nil { isHeader = false }
      if field.endsRecord { break }
    }
    guard width > 0 else { throw DataFileError.content(path, "is empty; at least one row is needed") }
    // A first line that is empty is no header but a row too short.
    let recordBytes = max(1, scanner.position)
    if !isHeader { scanner = start }
    hasHeader = isHeader

    var numbers: [Float] = []
    numbers.reserveCapacity((bytes.count / recordBytes + 1) * width)
    let rows = scanner
    let hasNames = try Self.readRows(
      &scanner, width: width, requireFinite: requireFinite, numbers: &numbers)
    let count = numbers.count / width
    guard count > 0 else { throw DataFileError.content(path, "has no rows after its header line") }

    if hasNames {
      guard width > 1 else {
        throw DataFileError.content(path, "has no column of numbers: its only column holds text")
      }
      var names: [String] = []
      names.reserveCapacity(count)
      try Self.forEachFirstCell(rows) { names.append(try scanner.text($0)) }
      self.names = names
      Self.dropFirstColumn(&numbers, width: width)
    } else {
      names = nil
      if requireFinite { try Self.checkFirstColumn(rows) }
    }
    features = Matrix(rows: count, columns: numbers.count / count, elements: numbers)
  }

  /// Appends all rows to `numbers`, with 0 for a first cell that is no number. Whether there is such a cell.
  private static func readRows(
    _ scanner: inout DelimitedScanner, width: Int, requireFinite: Bool, numbers: inout [Float]
  ) throws -> Bool {
    let path = scanner.path
    var column = 0
    var emptyLines = TrailingEmptyLines(path: path)
    var hasNames = false
    while let field = try scanner.next() {
      column += 1
      if try emptyLines.passesOver(scanner.isEmptyLine(field, column: column), line: field.line) {
        column = 0
        continue
      }
      if column == 1 {
        let number = scanner.number(field)
        if number == nil {
          hasNames = true
          guard try scanner.text(field).contains(where: { !$0.isWhitespace }) else {
            throw DataFileError.content(
              path, "line \(field.line), column 1: an empty cell; a label or number is needed")
          }
        }
        numbers.append(number ?? 0)
      } else if column <= width {
        guard let number = scanner.number(field) else {
          throw DataFileError.content(
            path, "line \(field.line), column \(column): \(scanner.shown(field)) where a number is needed")
        }
        guard !requireFinite || number.isFinite else { throw notFinite(scanner, field, column: column) }
        numbers.append(number)
      }
      if field.endsRecord {
        guard column == width else {
          throw DataFileError.content(
            path,
            "line \(field.line) has \(DataFileError.columns(column)), the first line has \(width)")
        }
        column = 0
      }
    }
    return hasNames
  }

  // Numbers in the first column may be labels as long as no other row is seen, so that they are checked last.
  private static func checkFirstColumn(_ rows: DelimitedScanner) throws {
    try forEachFirstCell(rows) { field in
      guard rows.number(field)?.isFinite != false else { throw notFinite(rows, field, column: 1) }
    }
  }

  private static func notFinite(
    _ scanner: DelimitedScanner, _ field: DelimitedScanner.Field, column: Int
  ) -> DataFileError {
    .content(
      scanner.path,
      "line \(field.line), column \(column): \(scanner.shown(field)); only finite numbers in the range of float32 are allowed"
    )
  }

  /// Goes through rows that were read before, once more.
  private static func forEachFirstCell(
    _ rows: DelimitedScanner, _ body: (DelimitedScanner.Field) throws -> Void
  ) throws {
    var scanner = rows
    var isFirst = true
    while let field = try scanner.next() {
      if isFirst, !scanner.isEmptyLine(field, column: 1) { try body(field) }
      isFirst = field.endsRecord
    }
  }

  private static func dropFirstColumn(_ numbers: inout [Float], width: Int) {
    var end = 0
    for place in numbers.indices where place % width != 0 {
      numbers[end] = numbers[place]
      end += 1
    }
    numbers.removeLast(numbers.count - end)
  }
}
