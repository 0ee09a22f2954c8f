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

  private struct Row {
    var line: Int
    var name: String
    var number: Float?
  }

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

    var rows: [Row] = []
    var numbers: [Float] = []
    rows.reserveCapacity(bytes.count / recordBytes + 1)
    numbers.reserveCapacity((bytes.count / recordBytes + 1) * (width - 1))
    try Self.readRows(&scanner, width: width, requireFinite: requireFinite, rows: &rows, numbers: &numbers)
    guard !rows.isEmpty else { throw DataFileError.content(path, "has no rows after its header line") }

    if rows.contains(where: { $0.number == nil }) {
      guard width > 1 else {
        throw DataFileError.content(path, "has no column of numbers: its only column holds text")
      }
      names = rows.map(\.name)
      features = Matrix(rows: rows.count, columns: width - 1, elements: numbers)
    } else {
      let first = rows.map { $0.number ?? 0 }
      if requireFinite, let row = rows.first(where: { !($0.number ?? 0).isFinite }) {
        throw DataFileError.content(
          path,
          "line \(row.line), column 1: \(DataFileError.quoted(row.name)); only finite numbers are allowed")
      }
      names = nil
      features = Self.joined(first, numbers, width: width)
    }
  }

  private static func readRows(
    _ scanner: inout DelimitedScanner, width: Int, requireFinite: Bool, rows: inout [Row],
    numbers: inout [Float]
  ) throws {
    let path = scanner.path
    var column = 0
    var emptyLine: Int?
    while let field = try scanner.next() {
      column += 1
      if scanner.isEmptyLine(field, column: column) {
        emptyLine = emptyLine ?? field.line
        column = 0
        continue
      }
      if let emptyLine {
        throw DataFileError.content(
          path, "line \(emptyLine) is empty; empty lines are allowed at the end only")
      }
      if column == 1 {
        let name = try scanner.text(field)
        guard name.contains(where: { !$0.isWhitespace }) else {
          throw DataFileError.content(
            path, "line \(field.line), column 1: an empty cell; a label or number is needed")
        }
        rows.append(Row(line: field.line, name: name, number: scanner.number(field)))
      } else if column <= width {
        guard let number = scanner.number(field) else {
          throw DataFileError.content(
            path, "line \(field.line), column \(column): \(scanner.shown(field)) where a number is needed")
        }
        guard !requireFinite || number.isFinite else {
          throw DataFileError.content(
            path,
            "line \(field.line), column \(column): \(scanner.shown(field)); only finite numbers in the range of float32 are allowed"
          )
        }
        numbers.append(number)
      }
      if field.endsRecord {
        guard column == width else {
          throw DataFileError.content(
            path, "line \(field.line) has \(column) columns, the first line has \(width)")
        }
        column = 0
      }
    }
  }

  private static func joined(_ first: [Float], _ rest: [Float], width: Int) -> Matrix<Float> {
    var result = Matrix<Float>(rows: first.count, columns: width)
    result.withMutableElements { output in
      for row in first.indices {
        output[row * width] = first[row]
        for column in 1..<max(width, 1) {
          output[row * width + column] = rest[row * (width - 1) + column - 1]
        }
      }
    }
    return result
  }
}
