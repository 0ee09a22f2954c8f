import Dense

/// Two files of word vectors by the words that both have: row i of both is the same word.
public struct CommonWords: Sendable {
  /// The common words with their vectors in the first file, in its order.
  public let first: WordVectors
  /// The same words in the same order, with their vectors in the second file.
  public let second: WordVectors
  /// Different words that only the first file has.
  public let onlyInFirst: Int
  /// Different words that only the second file has.
  public let onlyInSecond: Int

  /// Reads two files of any format that ``WordVectors/read(_:wanted:encoding:)`` knows.
  ///
  /// Reads each twice: its words first, then the vectors of the common ones, so that memory is that of the lists of words
  /// and of these vectors, and those of the second once more while they are brought into order.
  /// - Parameters:
  ///   - wanted: only these words, where given; others count as in neither file.
  ///   - encoding: how the words are written.
  /// - Throws: ``DataFileError`` as reading does, and where no word is common.
  public init(
    _ first: String, _ second: String, wanted: Set<String>? = nil, encoding: WordEncoding = .utf8
  ) throws {
    func words(_ path: String) throws -> Set<String> {
      let words = try WordVectors.words(path, encoding: encoding)
      return wanted.map(words.intersection) ?? words
    }
    let (a, b) = (try words(first), try words(second))
    let common = a.intersection(b)
    guard !common.isEmpty else {
      throw DataFileError.content(
        second,
        "has none of the \(a.count) words of \(first)\(wanted == nil ? "" : " that were asked for")")
    }
    (onlyInFirst, onlyInSecond) = (a.count - common.count, b.count - common.count)
    let one = try WordVectors.read(first, wanted: common, encoding: encoding)
    let other = try WordVectors.read(second, wanted: common, encoding: encoding)
    let rows = one.words.compactMap(other.row)
    self.first = one
    self.second = WordVectors(
      path: second, words: one.words, vectors: Matrix(other.vectors.view, selecting: rows),
      wordsInFile: other.wordsInFile, duplicates: other.duplicates, notes: other.notes)
  }

  /// What was joined, as a sentence.
  public var note: String {
    "\(first.words.count) common words; \(onlyInFirst) only in \(first.path), \(onlyInSecond) only in \(second.path)"
  }
}
