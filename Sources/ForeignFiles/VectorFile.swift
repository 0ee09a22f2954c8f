import Dense
import VectorFiles

/// What one readable file of vectors holds, in the element type of the file, with the names of its rows.
package struct VectorFile: Sendable {
  /// The numbers. Those of text are float32.
  package let array: NPYArray
  /// Words, or the leading column of a text table; nil if the file names no rows.
  package let names: [String]?
  /// What the reader decided, each a sentence.
  package let notes: [String]
  /// Words that occurred again and were left out; the first vector counts.
  package let duplicates: Int

  /// Opens a file; its content decides the format, and text that is no table by its ending is a file of word vectors.
  /// - Parameters:
  ///   - wanted: of word vectors only these words are loaded; nil: all.
  ///   - encoding: of the words.
  /// - Throws: ``DataFileError``, ``ProgramError`` as ``FeatureFile``. Only word vectors need be finite.
  package init(
    _ path: String, options: TableOptions = TableOptions(), wanted: Set<String>? = nil,
    encoding: WordEncoding = .utf8
  ) throws {
    let file = try DataFile(path)
    if let array = try FeatureFile.array(file) {
      // An array of more axes stays one: formats that hold it take it as it is.
      let plain = (try? array.droppingAxes()) ?? array
      (self.array, names, notes, duplicates) = (plain, nil, plain.notes, 0)
    } else if let table = try Self.table(file, options) {
      // An index that only counts the rows is no name of them.
      (array, names) = (NPYArray(table.features), table.namedRows.areIndex ? nil : table.names)
      (notes, duplicates) = (table.notes, 0)
    } else {
      let words = try WordVectors.read(path, wanted: wanted, encoding: encoding)
      (array, names, notes) = (NPYArray(words.vectors.view), words.words, words.notes)
      duplicates = words.duplicates
    }
  }

  // Nil for word vectors: a text that is neither a table nor what is taken for words may still be words in all of its lines.
  private static func table(_ file: DataFile, _ options: TableOptions) throws -> FeatureTable? {
    guard file.format == .text, !FeatureFile.holdsWords(file) else { return nil }
    do {
      return try FeatureTable(table: file, options: options, requirement: .held)
    } catch let error as DataFileError where !FeatureTable.isText(file.part.file) {
      guard (try? WordVectorProfile(file.part.file)) != nil else { throw error }
      return nil
    }
  }

  /// Whether the words of a file can be chosen; of one that cannot be opened its name decides.
  package static func holdsWords(_ path: String) -> Bool {
    let format = (try? DataFile(path).format) ?? FileFormat.byEnding(FilePart(path).file)
    return format?.holdsArrays != true && format != .matrix && !FeatureTable.isText(path)
  }
}
