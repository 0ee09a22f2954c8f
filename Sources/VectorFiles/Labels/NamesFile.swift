/// Names, labels or groups of items in a file of arrays: `.npy`, `.npz:KEY` of texts or whole numbers, `.safetensors:NAME`
/// of whole numbers.
package enum NamesFile {
  /// The labels of each row, of which a text may hold several between blanks, and what is to be said of them; nil for a file
  /// of text, MAT or HDF5.
  /// - Throws: ``DataFileError`` for a damaged file, and for what is no labels.
  package static func labels(_ file: DataFile) throws -> (rows: [[String]], notes: [String])? {
    if let texts = try file.texts() {
      let rows = texts.map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
      if let empty = rows.firstIndex(where: \.isEmpty) {
        throw DataFileError.content(file.part.path, "row \(empty + 1): no label; at least one is needed")
      }
      return (rows, [])
    }
    return try file.array().map { try labels($0) }
  }

  /// The labels that an array of numbers stands for.
  /// - Throws: ``DataFileError`` for other numbers.
  package static func labels(_ array: NPYArray) throws -> (rows: [[String]], notes: [String]) {
    let rows = try LabelArray.labels(array)
    let columns = array.shape.last ?? 0
    return (rows, LabelArray.isOneHot(array) ? ["zeros and ones in \(columns) columns: one-hot labels"] : [])
  }

  /// One name a row, as it is; nil for a file of text, MAT or HDF5.
  /// - Throws: ``DataFileError`` as the labels, and for several columns.
  package static func names(_ file: DataFile) throws -> [String]? {
    if let texts = try file.texts() { return texts }
    return try file.array().map { try names($0) }
  }

  /// The names that an array of numbers stands for.
  /// - Throws: ``DataFileError`` for other than one column of whole numbers.
  package static func names(_ array: NPYArray) throws -> [String] {
    guard !LabelArray.isOneHot(array) else {
      throw DataFileError.content(
        array.path,
        "has the shape \(array.shape.map(String.init).joined(separator: " × ")); names are one column")
    }
    return try LabelArray.labels(array).map { $0[0] }
  }
}
