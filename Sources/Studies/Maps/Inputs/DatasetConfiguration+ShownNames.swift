import ForeignFiles

extension DatasetConfiguration {
  /// The names that `dataset.names` gives so many items; nil where it is not given. Read for each page: they are no part of a
  /// study.
  /// - Throws: ``DataFileError`` where the file cannot be read or has another number of names.
  package func shownNames(of items: Int) throws -> [String]? {
    try names.map { try LabelsFile.names($0.path, items: items) }
  }
}
