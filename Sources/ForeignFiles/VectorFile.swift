import Dense
import VectorFiles

/// What one readable file of vectors holds, in the element type of the file, with the names of its rows.
package struct VectorFile: Sendable {
  /// The numbers. Those of text are float32.
  package let array: NPYArray
  /// Words, or the leading column of a text table; nil if the file names no rows.
  package let names: [String]?
  /// Whether a header line was skipped.
  package let hasHeader: Bool
  /// Words that occurred again and were left out; the first vector counts.
  package let duplicates: Int

  /// Opens a file; the ending decides the format, and what ``FeatureFile`` does not know is a file of word vectors.
  /// - Parameters:
  ///   - wanted: of word vectors only these words are loaded; nil: all.
  ///   - encoding: of the words.
  /// - Throws: ``DataFileError``, ``StudyError`` as ``FeatureFile``. Only word vectors need be finite.
  package init(_ path: String, wanted: Set<String>? = nil, encoding: WordEncoding = .utf8) throws {
    if let array = try MatrixFile(path)?.array() ?? FeatureTable.array(path) {
      (self.array, names, hasHeader, duplicates) = (array, nil, false, 0)
    } else if FeatureTable.isText(path) {
      let table = try FeatureTable.read(path, requireFinite: false)
      (array, names, hasHeader) = (NPYArray(table.features), table.names, table.hasHeader)
      duplicates = 0
    } else {
      let words = try WordVectors.read(path, wanted: wanted, encoding: encoding)
      (array, names, hasHeader) = (NPYArray(words.vectors.view), words.words, false)
      duplicates = words.duplicates
    }
  }

  /// Whether the words of a file of this name can be chosen.
  package static func holdsWords(_ path: String) -> Bool {
    MatrixFile(path) == nil && !FeatureTable.holdsArrays(path) && !FeatureTable.isText(path)
  }
}
