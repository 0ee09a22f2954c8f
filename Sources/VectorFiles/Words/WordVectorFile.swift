import Dense

/// A word-vector file whose words are visited one after the other, in one pass that holds none of them.
protocol WordVectorFile {
  /// The file, as the caller named it.
  var path: String { get }
  /// Numbers of a vector.
  var dimension: Int { get }
  /// Number of words that the header promises, checked against the size of the file; nil without header.
  var announced: Int? { get }

  /// Calls `body` with every word in the order of the file. `release` is told from time to time how far the pass is.
  /// - Returns: number of words.
  /// - Throws: ``DataFileError`` for a damaged file, and what `body` throws.
  func forEachWord(release: (Int) -> Void, _ body: (WordVectorEntry) throws -> Void) throws -> Int
}

/// One word of a ``WordVectorFile`` and its vector, both as they stand in the file.
struct WordVectorEntry {
  /// The bytes of the word.
  let word: UnsafeRawBufferPointer
  /// Where the word is, for messages: `line 7`; `word 7, byte 90`.
  let place: () -> String
  /// Appends the numbers; with `requireFinite`, NaN and infinity are a ``DataFileError``.
  let append: (_ requireFinite: Bool, _ numbers: inout [Float]) throws -> Void
}

extension WordVectorFile {
  /// Bytes after which pages of a mapped file are given back.
  static var releaseInterval: Int { 64 << 20 }

  /// Reads all words and keeps those in `wanted` (nil: all), of each word the first vector.
  func read(wanted: Set<String>?, encoding: WordEncoding, release: (Int) -> Void) throws -> WordVectors {
    var collected = WordCollection(wanted: wanted)
    var numbers: [Float] = []
    let expected = min(announced ?? 0, wanted?.count ?? Int.max)
    numbers.reserveCapacity(CheckedSize.product([expected, dimension]) ?? 0)
    let count = try forEachWord(release: release) { entry in
      let word = try encoding.word(entry.word, path: path, place: entry.place())
      if collected.takes(word) { try entry.append(true, &numbers) }
    }
    return WordVectors(
      path: path, words: collected.words,
      vectors: Matrix(rows: collected.words.count, columns: dimension, elements: numbers), wordsInFile: count,
      duplicates: collected.duplicates)
  }
}
