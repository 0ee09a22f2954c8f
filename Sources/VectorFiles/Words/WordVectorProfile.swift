/// What a word-vector file holds and what looks wrong with it, found in one pass that keeps no vectors.
package struct WordVectorProfile: Sendable {
  /// word2vec binary, or text.
  package let isBinary: Bool
  /// Whether a first line says count and dimension.
  package let hasHeader: Bool
  /// The vectors; numbers that are not finite are counted, not refused.
  package let rows: RowProfile
  /// Words that occurred before (by a hash of 64 bits of their bytes).
  package let repeatedWords: RowProfile.Finding?
  /// Words that are not UTF-8: the place of the first, and how many.
  package let notUTF8: (place: String, count: Int)?
  /// Words that hold a blank.
  package let wordsWithBlanks: Int
  /// What the first line says, where that is worth telling.
  package let firstLine: String?
  /// What is wrong with the header's count, the file's end and empty words, each a sentence.
  package let damage: [String]
  /// The first words and vectors.
  package let first: [(word: String, vector: [Float])]

  /// Reads the file once; `.bin` is binary, everything else text.
  /// - Parameter shown: how many words to keep in ``first``.
  /// - Throws: ``DataFileError`` for a damaged file.
  package init(_ path: String, shown: Int = 3) throws {
    let bytes = try WordVectors.content(path)
    let file = try WordVectors.open(bytes, path: path)
    var rows = RowProfile(columns: file.dimension)
    var (seen, repeated, notUTF8, blanks) =
      ([UInt64: Int](), RowProfile.Finding?.none, (place: String, count: Int)?.none, 0)
    var first: [(word: String, vector: [Float])] = []
    var numbers: [Float] = []
    let pass = try file.forEachWord(release: bytes.releasePages) { entry in
      numbers.removeAll(keepingCapacity: true)
      try entry.append(false, &numbers)
      numbers.withUnsafeBufferPointer { rows.add($0) }
      let text = WordEncoding.utf8.text(entry.word)
      if text == nil { notUTF8 = (notUTF8?.place ?? entry.place(), (notUTF8?.count ?? 0) + 1) }
      if entry.word.contains(0x20) { blanks += 1 }
      if let earlier = seen.updateIfAbsent(Self.hash(entry.word), rows.rows) {
        repeated =
          repeated.map { .init(row: $0.row, column: 0, earlierRow: $0.earlierRow, count: $0.count + 1) }
          ?? .init(row: rows.rows, column: 0, earlierRow: earlier)
      }
      if first.count < shown {
        first.append((text ?? WordEncoding.latin1.text(entry.word) ?? "", numbers))
      }
    }
    isBinary = file is Word2VecBinary
    hasHeader = file.announced != nil
    (self.rows, repeatedWords, self.notUTF8, wordsWithBlanks) = (rows, repeated, notUTF8, blanks)
    self.first = first
    (firstLine, damage) = (pass.firstLine, pass.damage(announced: file.announced))
  }

  /// FNV-1a. Source: Fowler, Noll, Vo.
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

extension [UInt64: Int] {
  /// The value that stands for `key`; if there is none, `value` takes its place and the result is nil.
  fileprivate mutating func updateIfAbsent(_ key: UInt64, _ value: Int) -> Int? {
    if let found = self[key] { return found }
    self[key] = value
    return nil
  }
}
