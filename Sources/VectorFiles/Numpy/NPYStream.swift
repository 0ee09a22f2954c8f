import Dense

/// Writes a float32 `.npy` matrix of known shape in blocks of rows, for results that do not fit memory.
///
/// The file appears at `finish()`; without it nothing is left behind. Not for use by several threads at once.
package final class NPYStream {
  /// Number of rows that the file will have.
  package let rows: Int
  /// Number of columns that the file will have.
  package let columns: Int
  /// Number of rows written so far.
  package private(set) var rowsWritten = 0
  private let writer: AtomicFileWriter

  /// Starts the file; it is written in a temporary file next to `path`.
  package init(_ path: String, rows: Int, columns: Int) throws {
    precondition(rows >= 0 && columns >= 0, "a matrix of \(rows)×\(columns)")
    (self.rows, self.columns) = (rows, columns)
    writer = try AtomicFileWriter(path)
    let header = NPYHeader(type: .float32, shape: [rows, columns], isBigEndian: Int(littleEndian: 1) != 1)
    try writer.write(header.encoded())
  }

  /// Appends the rows of `block`, which must have the file's columns and no more rows than are left.
  package func append(_ block: MatrixView<Float>) throws {
    precondition(
      block.columns == columns && block.rows <= rows - rowsWritten,
      "a block of \(block.rows)×\(block.columns) after \(rowsWritten) rows of a \(rows)×\(columns) file")
    if block.stride == columns {
      try writer.write(
        UnsafeRawBufferPointer(UnsafeBufferPointer(start: block.base, count: block.rows * columns)))
    } else {
      for row in 0..<block.rows { try writer.write(UnsafeRawBufferPointer(block.row(row))) }
    }
    rowsWritten += block.rows
  }

  /// Puts the file in place; all rows must have been appended.
  package func finish() throws {
    precondition(rowsWritten == rows, "\(rowsWritten) rows of a \(rows)×\(columns) file")
    try writer.finish()
  }
}
