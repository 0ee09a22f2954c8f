import Dense

/// Labels of items as an array: class numbers, or one column of zeros and ones for each class.
package enum LabelArray {
  /// The labels of each row.
  ///
  /// A vector, a matrix of one column or of one row: whole numbers, one label an item, also where they are as floats, as
  /// MATLAB writes them. A matrix of zeros and ones: the numbers, from 1, of the columns that are 1.
  /// - Throws: ``DataFileError`` for other numbers, and for rows without a one.
  package static func labels(_ array: NPYArray) throws -> [[String]] {
    let numbers = try array.droppingAxes().matrix(of: Double.self)
    guard numbers.rows > 0, numbers.columns > 0 else {
      throw DataFileError.content(array.path, "holds no labels")
    }
    if numbers.rows == 1 || numbers.columns == 1 {
      return try numbers.elements.enumerated().map { [try label($1, row: $0, path: array.path)] }
    }
    return try (0..<numbers.rows).map { row in
      let cells = numbers.view.row(row)
      if let place = cells.firstIndex(where: { $0 != 0 && $0 != 1 }) {
        throw DataFileError.content(
          array.path,
          "row \(row + 1), column \(place + 1): \(cells[place]); labels are one column of whole numbers, or several of "
            + "zeros and ones")
      }
      let classes = cells.indices.filter { cells[$0] == 1 }
      guard !classes.isEmpty else {
        throw DataFileError.content(array.path, "row \(row + 1) has no label: all of its columns are 0")
      }
      return classes.map { "\($0 + 1)" }
    }
  }

  /// Whether the labels are read as one-hot.
  package static func isOneHot(_ array: NPYArray) -> Bool {
    let lengths = array.shape.filter { $0 != 1 }
    return lengths.count > 1
  }

  private static func label(_ number: Double, row: Int, path: String) throws -> String {
    guard let whole = Int(exactly: number), abs(number) < 0x1p53 else {
      throw DataFileError.content(path, "row \(row + 1): \(number); labels are whole numbers")
    }
    return String(whole)
  }
}
