import VectorFiles

/// The door for labels, groups and names of items, one a row, in a file of any format.
package enum LabelsFile {
  /// The labels of each row: of text as ``LabelFile/read(_:column:)`` says; of `.npy`, `.npz:KEY`, `.safetensors:NAME`,
  /// `.mat:NAME` and `.h5:NAME` whole numbers, texts, or zeros and ones in a column for each class.
  /// - Throws: ``DataFileError`` for what is no labels, and for a column of a file of arrays; ``ProgramError`` if the program
  ///   that reads MAT and HDF5 files is missing.
  package static func read(_ path: String, column: Int? = nil) throws -> LabelFile {
    let file = try DataFile(path)
    let found =
      if let matrix = MatrixFile(file) {
        try NamesFile.labels(matrix.array())
      } else {
        try NamesFile.labels(file)
      }
    guard let found else { return try LabelFile.read(path, column: column) }
    guard column == nil || column == 1 else {
      throw DataFileError.content(path, "column \(column ?? 0) of an array; the whole array holds the labels")
    }
    return LabelFile(rows: found.rows, notes: found.notes)
  }

  /// One name a row; nil for text, of which a table or a list of words is meant.
  /// - Throws: as ``read(_:column:)``.
  package static func names(_ path: String) throws -> [String]? {
    let file = try DataFile(path)
    if let matrix = MatrixFile(file) { return try NamesFile.names(matrix.array()) }
    return try NamesFile.names(file)
  }

  /// A name for each of so many items, from a file of arrays or a list of words.
  /// - Throws: as ``read(_:column:)``, and for another number of names.
  package static func names(_ path: String, items: Int) throws -> [String] {
    let found = try names(path) ?? WordList.read(path)
    guard found.count == items else {
      throw DataFileError.content(path, "\(found.count) names, but there are \(items) items")
    }
    return found
  }
}
