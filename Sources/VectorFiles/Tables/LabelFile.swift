/// The labels of items in a text file: one line an item, in the items' order, no header line.
public enum LabelFile {
  /// The labels of each row: what blanks separate in the cell of the given column.
  ///
  /// Cells are separated by commas (RFC 4180) if the path ends with `.csv`, else by tabs, so that a line without a tab
  /// is one cell. Rows may have different numbers of cells. Empty lines at the end are left out.
  /// - Parameters:
  ///   - path: a text file in UTF-8.
  ///   - column: counted from 1.
  /// - Throws: ``DataFileError`` that names the line of a row without that column or without a label in it; also for
  ///   an empty file and for a column below 1.
  public static func read(_ path: String, column: Int) throws -> [[String]] {
    guard column >= 1 else {
      throw DataFileError.content(path, "column \(column) for the labels; columns count from 1")
    }
    var scanner = DelimitedScanner(
      BoundedBytes(try MappedFile(path)), separator: .init(path: path), path: path)
    var result: [[String]] = []
    var current = 0
    var emptyLines = TrailingEmptyLines(path: path)
    while let field = try scanner.next() {
      current += 1
      if try emptyLines.passesOver(scanner.isEmptyLine(field, column: current), line: field.line) {
        current = 0
        continue
      }
      if current == column {
        let labels = split(try scanner.text(field))
        guard !labels.isEmpty else {
          throw DataFileError.content(
            path, "line \(field.line), column \(column): no label; at least one is needed")
        }
        result.append(labels)
      }
      if field.endsRecord {
        guard current >= column else {
          throw DataFileError.content(
            path,
            "line \(field.line) has \(DataFileError.columns(current)); the labels are in column \(column)"
          )
        }
        current = 0
      }
    }
    guard !result.isEmpty else { throw DataFileError.content(path, "is empty; at least one row is needed") }
    return result
  }

  /// The parts of a cell between blanks.
  static func split(_ cell: String) -> [String] {
    cell.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
