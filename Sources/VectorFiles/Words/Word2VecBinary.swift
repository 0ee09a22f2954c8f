/// The binary format of word2vec: a line with the number of words and the dimension, then for each word its bytes, a
/// blank, and the dimension's number of little-endian float32. Newlines between words are skipped, as the original
/// program does: some writers put one there, some do not.
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

  /// Checks the header against the size of the file.
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
    let least = CheckedSize.product([dimension, 4]).flatMap { size -> Int? in
      let (wordSize, isTooLarge) = size.addingReportingOverflow(2)
      return isTooLarge ? nil : CheckedSize.product([count, wordSize])
    }
    guard let least, least <= bytes.count - start else {
      throw DataFileError.content(
        path,
        "the header says \(count) words of \(dimension) numbers, for which the file of \(bytes.count) bytes is too short"
      )
    }
  }

  func forEachWord(release: (Int) -> Void, _ body: (WordVectorEntry) throws -> Void) throws -> Int {
    var position = start
    var nextRelease = position + Self.releaseInterval
    for index in 1...max(1, count) where index <= count {
      let word = try nextWord(&position, index: index)
      let start = position - word.count - 1
      guard let vector = bytes.slice(at: position, length: 4 * dimension) else {
        throw DataFileError.content(
          path, "ends within the vector of word \(index) of \(count), \(Self.shown(word))")
      }
      position += 4 * dimension
      try body(
        WordVectorEntry(word: word, place: { "word \(index), byte \(start)" }) { requireFinite, numbers in
          try append(vector, of: word, index: index, requireFinite: requireFinite, to: &numbers)
        })
      if position >= nextRelease {
        release(position)
        nextRelease = position + Self.releaseInterval
      }
    }
    while bytes.byte(at: position) == 0x0a { position += 1 }
    guard position == bytes.count else {
      throw DataFileError.content(
        path,
        "has \(bytes.count - position) bytes after the \(count) words of \(dimension) numbers of its header")
    }
    return count
  }

  private func nextWord(_ position: inout Int, index: Int) throws -> UnsafeRawBufferPointer {
    while bytes.byte(at: position) == 0x0a { position += 1 }
    let wordStart = position
    while let byte = bytes.byte(at: position), byte != 0x20, position - wordStart <= Self.longestWord {
      position += 1
    }
    guard bytes.byte(at: position) == 0x20, position > wordStart else {
      let found =
        position == bytes.count
        ? "the file ends"
        : position == wordStart ? "an empty word" : "no blank after \(Self.longestWord) bytes"
      throw DataFileError.content(path, "word \(index) of \(count), byte \(wordStart): \(found)")
    }
    let word = UnsafeRawBufferPointer(rebasing: bytes.raw[wordStart..<position])
    position += 1
    return word
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

/// The first line of word2vec and fastText files: two positive whole numbers.
struct WordVectorHeader {
  let count: Int
  let dimension: Int

  /// Reads the bytes of the line, without its end; nil if they are anything else.
  init?(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) {
    guard range.count <= 64 else { return nil }
    let fields = bytes[range].split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d })
    guard fields.count == 2 else { return nil }
    let numbers = fields.compactMap { field -> Int? in
      guard field.count <= 18, field.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return field.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    guard numbers.count == 2, numbers[1] > 0 else { return nil }
    (count, dimension) = (numbers[0], numbers[1])
  }
}
