/// The labels of items in a text file, one line an item, in the items' order.
public struct LabelFile: Sendable {
  /// The labels of each row.
  public let rows: [[String]]
  /// What the reader decided for the person, each a sentence.
  public let notes: [String]

  package init(rows: [[String]], notes: [String]) { (self.rows, self.notes) = (rows, notes) }

  /// Reads the labels of each row: what blanks separate in a cell, or the columns of a one-hot table that are 1.
  ///
  /// Cells are separated by tabs, semicolons or commas, whichever cuts the lines evenly; else by commas if the path ends with
  /// `.csv`, by tabs if not, so that a line without a separator is one cell. Rows may have different numbers of cells.
  /// A first line that calls its column labels, or ids, is a header. Empty lines at the end are left out.
  /// - Parameters:
  ///   - path: a text file in UTF-8.
  ///   - column: counted from 1; nil: the only one, the one that the header calls labels, the only one of text, or else the
  ///     first, which is said; a table of zeros and ones is one-hot, and its classes are named by its header or counted
  ///     from 1.
  /// - Throws: ``DataFileError`` that names the line of a row without that column or without a label in it; also for
  ///   JSON, binary content, an empty file and for a column below 1.
  public static func read(_ path: String, column: Int? = nil) throws -> LabelFile {
    if let column, column < 1 {
      throw DataFileError.content(path, "column \(column) for the labels; columns count from 1")
    }
    let bytes = try TextContent.read(path)
    if column == nil, let oneHot = OneHotLabels(bytes, path: path) {
      return LabelFile(rows: oneHot.rows, notes: [oneHot.note])
    }
    let records = try LabelRecords(bytes, path: path)
    let (chosen, note) = column.map { ($0, nil) } ?? records.labelColumn
    let (rows, header) = try records.labels(in: chosen)
    return LabelFile(rows: rows, notes: [header, note].compactMap { $0 })
  }

  /// The parts of a cell between blanks.
  static func split(_ cell: String) -> [String] {
    cell.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}

/// The cells of a text file of labels.
private struct LabelRecords {
  private let path: String
  private var records: [(line: Int, cells: [String])] = []

  init(_ bytes: BoundedBytes, path: String) throws {
    self.path = path
    let evident = CellSeparator.evident(in: bytes, from: 0, path: path)
    let separator = evident.flatMap { $0 == .blanks ? nil : $0 } ?? CellSeparator(path: path)
    var scanner = DelimitedScanner(bytes, separator: separator, path: path)
    var cells: [String] = []
    var emptyLines = TrailingEmptyLines(path: path)
    while let field = try scanner.next() {
      let isEmpty = scanner.isEmptyLine(field, column: cells.count + 1)
      if try emptyLines.passesOver(isEmpty, line: field.line) { continue }
      cells.append(try scanner.text(field))
      guard field.endsRecord else { continue }
      records.append((field.line, cells))
      cells = []
    }
    guard !records.isEmpty else { throw DataFileError.content(path, "is empty; at least one row is needed") }
  }

  /// The column of the labels, from 1, and what is to be said of the choice.
  var labelColumn: (Int, String?) {
    let first = records[0].cells
    let width = records.map(\.cells.count).max() ?? 1
    guard width > 1 else { return (1, nil) }
    func choice(_ place: Int) -> (Int, String?) {
      (place + 1, "the labels are in column \(place + 1) of \(width)")
    }
    let named = first.indices.filter { ColumnName.isLabel(first[$0]) }
    if named.count == 1 { return choice(named[0]) }
    let texts = first.indices.filter { place in
      records.dropFirst().contains { place < $0.cells.count && Double($0.cells[place]) == nil }
    }
    return choice(texts.count == 1 ? texts[0] : 0)
  }

  /// The labels of a column, from 1, and what is to be said of a header.
  func labels(in column: Int) throws -> (rows: [[String]], header: String?) {
    var rows: [[String]] = []
    for (line, cells) in records {
      guard cells.count >= column else {
        throw DataFileError.content(
          path, "line \(line) has \(DataFileError.columns(cells.count)); the labels are in column \(column)")
      }
      let labels = LabelFile.split(cells[column - 1])
      guard !labels.isEmpty else {
        throw DataFileError.content(
          path, "line \(line), column \(column): no label; at least one is needed")
      }
      rows.append(labels)
    }
    let name = records[0].cells[column - 1]
    guard rows.count > 1, ColumnName.isLabel(name) || ColumnName.isId(name),
      !rows.dropFirst().contains(rows[0])
    else {
      return (rows, nil)
    }
    rows.removeFirst()
    return (rows, "line 1 names the column (\(DataFileError.quoted(name)))")
  }
}
