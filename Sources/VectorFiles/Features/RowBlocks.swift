import Dense

/// The vectors of a file a block of rows at a time, for passes over files that are larger than the memory.
///
/// Rows of an array in C order are read, converted to the nearest Float and checked when they are asked for; numbers that
/// are in the file as they are needed are not copied. An array in Fortran order, and a text table, are held whole. Blocks may
/// be read by several threads at once.
package struct RowBlocks: Sendable {
  /// The file, as the caller named it.
  package let path: String
  /// Number of rows.
  package let rows: Int
  /// Dimension of a row.
  package let columns: Int
  /// The names of the rows; nil if there are none.
  package let names: [String]?
  /// What the reader decided, each a sentence without the file's name.
  package let notes: [String]
  private let source: Source

  private enum Source: Sendable {
    /// Numbers that are in memory and were checked.
    case held(MatrixView<Float>)
    /// Numbers that are in the file as they are needed.
    case mapped(MatrixView<Float>, NPYArray)
    /// Numbers of another type, in C order.
    case array(NPYArray)
  }

  /// The rows of an array of 1 or 2 axes, or more of which others have length 1.
  /// - Throws: ``DataFileError`` for other axes, and for no rows or columns.
  package init(_ array: NPYArray) throws {
    let array = try array.droppingAxes()
    (rows, columns) = try array.vectorShape()
    (path, names, notes) = (array.path, nil, array.vectorNotes)
    if let view = try array.mappedView() {
      source = .mapped(view, array)
    } else if array.header.isFortranOrder, array.shape.count > 1 {
      let numbers = try array.matrix(of: Float.self)
      try FeatureTable.checkFinite(numbers.view, path: array.path)
      source = .held(numbers.view)
    } else {
      source = .array(array)
    }
  }

  /// The rows of a table, which was checked when it was read. An index that only counts its rows names none.
  package init(_ table: FeatureTable) {
    (path, rows, columns) = (table.path, table.features.rows, table.features.columns)
    names = table.namedRows.areIndex ? nil : table.names
    (notes, source) = (table.notes, .held(table.features))
  }

  /// Some rows.
  /// - Throws: ``DataFileError`` for a number that is not finite, or is not in Float, with its row and column.
  package func block(_ range: Range<Int>) throws -> MatrixView<Float> {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of \(rows)")
    let block: MatrixView<Float>
    switch source {
    case .held(let view): return view.rows(range)
    case .mapped(let view, _): block = view.rows(range)
    case .array(let array): block = try array.rows(range).matrix(of: Float.self).view
    }
    try FeatureTable.checkFinite(block, from: range.lowerBound, path: path)
    return block
  }

  /// Tells the system that these rows are not needed soon, so that a pass does not fill the memory. They can still be read.
  package func releaseRows(_ rows: Range<Int>) {
    switch source {
    case .held: break
    case .mapped(_, let array), .array(let array): array.releaseRows(rows)
    }
  }
}
