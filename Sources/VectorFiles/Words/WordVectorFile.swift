import Dense

/// A word-vector file whose words are visited one after the other, in one pass that holds none of them.
protocol WordVectorFile {
  /// The file, as the caller named it.
  var path: String { get }
  /// Numbers of a vector.
  var dimension: Int { get }
  /// Number of words that the header promises, which may not be what the file has; nil without header.
  var announced: Int? { get }
  /// Number of bytes.
  var size: Int { get }

  /// Calls `body` with every word that is whole and not empty, in the order of the file. `release` is told from time to time
  /// how far the pass is.
  /// - Throws: ``DataFileError`` for a damaged file, and what `body` throws.
  func forEachWord(release: (Int) -> Void, _ body: (WordVectorEntry) throws -> Void) throws -> WordVectorPass
}

/// One word of a ``WordVectorFile`` and its vector, both as they are in the file.
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

  /// Reads all words and keeps those in `wanted` (nil: all), of each word the first vector. Words that are not in the
  /// encoding are left out and counted, unless they are most of them.
  func read(wanted: Set<String>?, encoding: WordEncoding, release: (Int) -> Void) throws -> WordVectors {
    var collected = WordCollection(wanted: wanted)
    var numbers: [Float] = []
    // A header may promise anything; the file cannot hold more than its size.
    let most = size / max(1, dimension)
    let expected = min(announced ?? 0, wanted?.count ?? Int.max, most)
    numbers.reserveCapacity(CheckedSize.product([expected, dimension]) ?? 0)
    let (pass, notes) = try forEachText(encoding: encoding, release: release) { word, entry in
      if collected.takes(word) { try entry.append(true, &numbers) }
    }
    return WordVectors(
      path: path, words: collected.words,
      vectors: Matrix(rows: collected.words.count, columns: dimension, elements: numbers),
      wordsInFile: pass.words,
      duplicates: collected.duplicates, notes: notes)
  }

  /// The different words, without their vectors.
  func words(encoding: WordEncoding, release: (Int) -> Void) throws -> Set<String> {
    var words: Set<String> = []
    _ = try forEachText(encoding: encoding, release: release) { word, _ in words.insert(word) }
    return words
  }

  // Visits all words that are in the encoding.
  private func forEachText(
    encoding: WordEncoding, release: (Int) -> Void, _ body: (String, WordVectorEntry) throws -> Void
  ) throws -> (WordVectorPass, notes: [String]) {
    var foreign = LeftOutWords()
    var firstForeign: DataFileError?
    let pass = try forEachWord(release: release) { entry in
      guard let word = encoding.text(entry.word) else {
        firstForeign = firstForeign ?? encoding.error(entry.word, path: path, place: entry.place())
        foreign.add(entry.place())
        return
      }
      try body(word, entry)
    }
    if let firstForeign, foreign.count * 2 > pass.words { throw firstForeign }
    let note = foreign.note("not UTF-8").map { "\($0); --encoding latin1 reads ISO 8859-1" }
    let first = [pass.firstLine].compactMap { $0 }
    return (pass, first + pass.damage(announced: announced) + [note].compactMap { $0 })
  }
}
