import Dense

/// Writes a text table of vectors in blocks of rows, for results that do not fit memory: each number as the shortest
/// decimal that reads back as the same bits, between commas, or between tabs where the path does not end with `.csv`.
///
/// The file appears at `finish()`; without it nothing is left behind. Not for use by several threads at once.
package final class CSVStream {
  /// Number of lines written so far.
  package private(set) var lines = 0
  private let writer: AtomicFileWriter

  /// Starts the file, with a first line where there is a header.
  /// - Throws: ``DataFileError`` for a file that cannot be written.
  package init(_ path: String, header: [String]? = nil) throws {
    writer = try AtomicFileWriter(path)
    if let header { try write(header) }
  }

  /// Appends rows, each behind its name where there are names (as many as rows).
  /// - Throws: ``DataFileError`` for a name that a tab-separated file cannot hold, and a file that cannot be written.
  package func append(_ block: MatrixView<Float>, names: ArraySlice<String>? = nil) throws {
    precondition(
      names.map { $0.count == block.rows } ?? true, "\(names?.count ?? 0) names for \(block.rows) rows")
    for row in 0..<block.rows {
      let name = names.map { [$0[$0.startIndex + row]] } ?? []
      try write(name + block.row(row).map(\.description))
    }
  }

  /// Puts the file in place.
  package func finish() throws { try writer.finish() }

  private func write(_ cells: [String]) throws {
    lines += 1
    try writer.write(CSVFile.line(cells, path: writer.path, number: lines))
  }
}
