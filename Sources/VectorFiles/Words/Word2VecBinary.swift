/// The binary format of word2vec: a line with the number of words and the dimension, then for each word its bytes, a
/// blank, and the dimension's number of little-endian float32. Newlines between words are skipped, as the original
/// program does: some writers put one there, some do not.
///
/// The words of the file count, not those of its header. A file that ends within a word or its vector is read up to there,
/// unless what was read looks as if the header said another dimension than there is.
struct Word2VecBinary: WordVectorFile {
  /// Number of words, as the header says.
  let count: Int
  /// Dimension, as the header says.
  let dimension: Int
  let path: String
  private let bytes: BoundedBytes
  private let start: Int

  /// Longest word that is believed, in bytes: beyond it the file is taken for damaged.
  static let longestWord = 4096

  var announced: Int? { count }
  var size: Int { bytes.count }

  /// Reads the header.
  init(_ bytes: BoundedBytes, path: String) throws {
    (self.bytes, self.path) = (bytes, path)
    guard let lineEnd = bytes.raw.prefix(64).firstIndex(of: 0x0a),
      let header = WordVectorHeader(bytes.raw, 0..<lineEnd)
    else {
      throw DataFileError.content(
        path, "does not begin with a line of word count and dimension, as word2vec binary files do")
    }
    (count, dimension, start) = (header.count, header.dimension, lineEnd + 1)
    // A word takes at least one byte and a blank.
    let least = CheckedSize.product([dimension, 4]).map { $0.addingReportingOverflow(2) }
    guard count == 0 || least.map({ !$0.overflow && $0.partialValue <= bytes.count - start }) == true else {
      throw DataFileError.content(
        path,
        "the header says \(count) words of \(dimension) numbers, and the file of \(bytes.count) bytes is too short for one"
      )
    }
  }

  func forEachWord(
    release: (Int) -> Void, _ body: (WordVectorEntry) throws -> Void
  ) throws -> WordVectorPass {
    var pass = WordVectorPass()
    var position = start
    var nextRelease = position + Self.releaseInterval
    var index = 0
    while let found = try next(position, index: index + 1) {
      index += 1
      guard let vector = found.vector else {
        pass.cut =
          "ends within "
          + (found.end == nil
            ? "word \(index)" : "the vector of word \(index), \(Self.shown(found.word))")
          + ", which is left out"
        break
      }
      position = found.next
      guard !found.word.isEmpty else {
        pass.empty.add("word \(index), byte \(found.start)")
        continue
      }
      pass.words += 1
      let number = index
      try body(
        WordVectorEntry(word: found.word, place: { "word \(number), byte \(found.start)" }) {
          requireFinite, numbers in
          try append(vector, of: found.word, index: number, requireFinite: requireFinite, to: &numbers)
        })
      if position >= nextRelease {
        release(position)
        nextRelease = position + Self.releaseInterval
      }
    }
    if pass.cut != nil || index != count { try checkDimension() }
    if pass.words == 0, let cut = pass.cut { throw DataFileError.content(path, cut) }
    return pass
  }

  /// What is at a place.
  private struct Found {
    /// Where the word begins.
    let start: Int
    let word: UnsafeRawBufferPointer
    /// Where the word ends; nil if the file ends before.
    let end: Int?
    /// Nil if the file ends before its end.
    let vector: BoundedBytes?
    /// Where the next word begins, or newlines before it.
    let next: Int
  }

  // Nil at the end of the file.
  private func next(_ place: Int, index: Int) throws -> Found? {
    var position = place
    while bytes.byte(at: position) == 0x0a { position += 1 }
    guard position < bytes.count else { return nil }
    let start = position
    while let byte = bytes.byte(at: position), byte != 0x20, position - start <= Self.longestWord {
      position += 1
    }
    let word = UnsafeRawBufferPointer(rebasing: bytes.raw[start..<position])
    guard bytes.byte(at: position) == 0x20 else {
      guard position == bytes.count else {
        throw DataFileError.content(
          path, "word \(index), byte \(start): no blank after \(Self.longestWord) bytes")
      }
      return Found(start: start, word: word, end: nil, vector: nil, next: position)
    }
    return Found(
      start: start, word: word, end: position, vector: bytes.slice(at: position + 1, length: 4 * dimension),
      next: position + 1 + 4 * dimension)
  }

  // With another dimension than the header's, words begin or end within vectors: they hold control characters, and numbers
  // are made of letters, or of halves of two.
  private func checkDimension() throws {
    var (position, words, strange) = (start, 0, 0)
    while words < 1000, let found = try next(position, index: words + 1), let vector = found.vector {
      words += 1
      position = found.next
      let isText = found.word.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
      let areNumbers = (0..<dimension).allSatisfy { column in
        let number = Float(bitPattern: vector.integer(UInt32.self, at: 4 * column) ?? 0)
        return abs(number) < 1e15
      }
      if !isText || !areNumbers { strange += 1 }
    }
    guard strange * 4 <= words else {
      throw DataFileError.content(
        path,
        "the header says \(count) words of \(dimension) numbers, which do not follow one another so: \(strange) of the "
          + "first \(words) hold no text or no numbers; the file is damaged or has another dimension")
    }
  }

  private static func shown(_ word: UnsafeRawBufferPointer) -> String {
    DataFileError.quoted(String(decoding: word.prefix(160), as: UTF8.self))
  }

  private func append(
    _ vector: BoundedBytes, of word: UnsafeRawBufferPointer, index: Int, requireFinite: Bool,
    to numbers: inout [Float]
  ) throws {
    for column in 0..<dimension {
      let number = Float(bitPattern: vector.integer(UInt32.self, at: 4 * column) ?? 0)
      guard number.isFinite || !requireFinite else {
        throw DataFileError.content(
          path,
          "word \(index), \(Self.shown(word)), number \(column + 1): \(number); only finite numbers are allowed"
        )
      }
      numbers.append(number)
    }
  }
}
