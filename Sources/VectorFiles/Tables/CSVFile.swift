import Dense

/// Text tables: cells separated by commas and quoted where necessary (RFC 4180), or by tabs without quoting for any
/// path that does not end with `.csv`. Encoding UTF-8; written lines end with LF.
public enum CSVFile {
  /// All records as text. Empty lines at the end are left out; elsewhere they, and records with another number of
  /// cells than the first, are refused with ``DataFileError``; so are JSON and binary content. The file may be empty.
  /// - Throws: ``DataFileError`` as above, and for a file that cannot be opened.
  public static func read(_ path: String) throws -> [[String]] {
    var scanner = DelimitedScanner(try TextContent.read(path), separator: .init(path: path), path: path)
    var records: [[String]] = []
    var record: [String] = []
    var emptyLines = TrailingEmptyLines(path: path)
    while let field = try scanner.next() {
      let isEmpty = scanner.isEmptyLine(field, column: record.count + 1)
      if try emptyLines.passesOver(isEmpty, line: field.line) { continue }
      record.append(try scanner.text(field))
      guard field.endsRecord else { continue }
      guard record.count == records.first?.count ?? record.count else {
        throw DataFileError.content(
          path,
          "line \(field.line) has \(DataFileError.columns(record.count)), the first line has "
            + "\(records.first?.count ?? 0)")
      }
      records.append(record)
      record = []
    }
    return records
  }

  /// Writes records of text, atomically. Throws ``DataFileError`` for a tab or line end in a cell of a tab-separated
  /// file, which has no way to say it.
  public static func write(_ records: some Sequence<[String]>, to path: String) throws {
    try AtomicFile.write(path) { writer in
      for (index, record) in records.enumerated() {
        try writer.write(try line(record, path: path, number: index + 1))
      }
    }
  }

  /// Writes a matrix, atomically: an optional header line, an optional first column, and each number as the shortest
  /// decimal that reads back as the same bits.
  ///
  /// - Parameters:
  ///   - names: one cell a row; the count must be the number of rows.
  ///   - header: the first line; its count must be that of the cells in a row.
  /// - Throws: ``DataFileError`` for what cannot be written.
  public static func write(
    _ rows: some RowMajor<Float>, names: [String]? = nil, header: [String]? = nil, to path: String
  ) throws { try write(rows.view, names, header, path) }

  /// Writes a Double matrix likewise.
  /// - Throws: ``DataFileError`` for what cannot be written.
  public static func write(
    _ rows: some RowMajor<Double>, names: [String]? = nil, header: [String]? = nil, to path: String
  ) throws { try write(rows.view, names, header, path) }

  private static func write<Scalar: MatrixScalar>(
    _ view: MatrixView<Scalar>, _ names: [String]?, _ header: [String]?, _ path: String
  ) throws {
    let width = view.columns + (names == nil ? 0 : 1)
    precondition(
      names.map { $0.count == view.rows } ?? true, "\(names?.count ?? 0) names for \(view.rows) rows")
    precondition(
      header.map { $0.count == width } ?? true, "a header of \(header?.count ?? 0) for \(width) columns")
    try AtomicFile.write(path) { writer in
      if let header { try writer.write(try line(header, path: path, number: 1)) }
      for row in 0..<view.rows {
        let cells = (names.map { [$0[row]] } ?? []) + view.row(row).map(\.description)
        try writer.write(try line(cells, path: path, number: row + (header == nil ? 1 : 2)))
      }
    }
  }

  /// One line with its end.
  /// - Throws: ``DataFileError`` for a cell that a tab-separated file cannot hold, with the number of the line.
  static func line(_ cells: [String], path: String, number: Int) throws -> String {
    let isTabbed = CellSeparator(path: path) == .tab
    let texts = try cells.enumerated().map { column, cell in
      let bytes = cell.utf8
      if isTabbed {
        guard !bytes.contains(where: { $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }) else {
          throw DataFileError.content(
            path,
            "line \(number), column \(column + 1): a tab or line end cannot be written to a tab-separated file"
          )
        }
        return cell
      }
      let needsQuotes = bytes.contains { $0 == 0x22 || $0 == 0x2c || $0 == 0x0a || $0 == 0x0d }
      return needsQuotes
        ? "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
          + "\"" : cell
    }
    // A single empty cell would read back as an empty line.
    return (texts == [""] && !isTabbed ? "\"\"" : texts.joined(separator: isTabbed ? "\t" : ",")) + "\n"
  }
}
