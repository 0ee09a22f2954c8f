/// Word vectors as text: one line a word, the word and then its numbers, separated by blanks or a tab.
///
/// With a first line of two whole numbers, word count and dimension: word2vec and fastText. Without: GloVe. The numbers
/// are counted from the end of the line, so that a word may hold blanks, as some of GloVe's do (". . ."). Blanks at the
/// end of a line and empty lines at the end of the file are skipped.
struct WordVectorText: WordVectorFile {
  /// The word count of the header; nil without header.
  let announced: Int?
  /// Dimension: that of the header, else what most of the first hundred lines have.
  let dimension: Int
  let path: String
  private let bytes: BoundedBytes
  private let start: Int

  /// Looks at the first lines.
  init(_ bytes: BoundedBytes, path: String) throws {
    (self.bytes, self.path) = (bytes, path)
    let bom = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    let first = Self.line(bytes.raw, from: bom)
    if let header = WordVectorHeader(bytes.raw, first.content) {
      // A word takes at least one byte, and each number a blank and a digit.
      let least = CheckedSize.product([header.dimension, 2]).flatMap {
        CheckedSize.product([header.count, $0])
      }
      guard let least, least <= bytes.count else {
        throw DataFileError.content(
          path,
          "the header says \(header.count) words of \(header.dimension) numbers, for which the file of \(bytes.count) bytes is too short"
        )
      }
      (announced, dimension, start) = (header.count, header.dimension, first.next)
    } else {
      (announced, start) = (nil, bom)
      dimension = try Self.commonDimension(bytes.raw, from: bom, path: path)
    }
  }

  func forEachWord(release: (Int) -> Void, _ body: (WordVectorEntry) throws -> Void) throws -> Int {
    let raw = bytes.raw
    var (position, line, count) = (start, announced == nil ? 0 : 1, 0)
    var nextRelease = position + Self.releaseInterval
    var emptyLines = TrailingEmptyLines(path: path)
    while position < raw.count {
      let (content, next) = Self.line(raw, from: position)
      position = next
      line += 1
      if try emptyLines.passesOver(content.isEmpty, line: line) { continue }
      count += 1
      let fields = try split(content, line: line)
      let number = line
      try body(
        WordVectorEntry(
          word: UnsafeRawBufferPointer(rebasing: raw[content.lowerBound..<fields.wordEnd]),
          place: { "line \(number)" }
        ) { requireFinite, numbers in
          try append(fields.numbers, line: number, requireFinite: requireFinite, to: &numbers)
        })
      if position >= nextRelease {
        release(position)
        nextRelease = position + Self.releaseInterval
      }
    }
    if let announced, announced != count {
      throw DataFileError.content(path, "the header says \(announced) words, the file has \(count)")
    }
    guard count > 0 else { throw DataFileError.content(path, "has no words") }
    return count
  }

  // Cuts a line into its word and its numbers, from the end.
  private func split(_ content: Range<Int>, line: Int) throws -> (wordEnd: Int, numbers: Range<Int>) {
    let raw = bytes.raw
    var position = content.upperBound
    var firstNumber = position..<position
    for found in 0..<dimension {
      guard let field = Self.lastField(raw, content.lowerBound..<position) else {
        throw tooFew(content, found: found, line: line)
      }
      (position, firstNumber) = (field.lowerBound, field)
    }
    let numbers = position..<content.upperBound
    // A line too short takes part of its word for the first number.
    guard DecimalNumber.parse(raw, firstNumber) != nil else {
      throw tooFew(content, found: dimension - 1, line: line)
    }
    while position > content.lowerBound, Self.isBlank(raw[position - 1]) { position -= 1 }
    guard position > content.lowerBound else { throw tooFew(content, found: dimension - 1, line: line) }
    // Numbers behind a blank in the word: the line has more numbers than the others, or another dimension is meant.
    let word = raw[content.lowerBound..<position]
    if let blank = word.firstIndex(where: Self.isBlank) {
      let extra = raw[blank..<position].split(whereSeparator: Self.isBlank)
      if extra.allSatisfy({ DecimalNumber.parse(raw, $0.startIndex..<$0.endIndex) != nil }) {
        throw DataFileError.content(
          path, "line \(line) has \(dimension + extra.count) numbers, \(dimension) are needed")
      }
    }
    return (position, numbers)
  }

  private func tooFew(_ content: Range<Int>, found: Int, line: Int) -> DataFileError {
    let shown = DataFileError.quoted(String(decoding: bytes.raw[content].prefix(40), as: UTF8.self))
    return .content(path, "line \(line), \(shown), has \(found) numbers, \(dimension) are needed")
  }

  private func append(
    _ range: Range<Int>, line: Int, requireFinite: Bool, to numbers: inout [Float]
  ) throws {
    let raw = bytes.raw
    var column = 0
    for field in raw[range].split(whereSeparator: Self.isBlank) {
      column += 1
      let bounds = field.startIndex..<field.endIndex
      guard let number = DecimalNumber.parse(raw, bounds), number.isFinite || !requireFinite else {
        let shown = DataFileError.quoted(String(decoding: raw[bounds].prefix(80), as: UTF8.self))
        throw DataFileError.content(
          path, "line \(line), number \(column): \(shown) where a finite number is needed")
      }
      numbers.append(number)
    }
  }

  // What most of the first hundred lines say: all fields but the first, or those behind the last that is no number.
  private static func commonDimension(
    _ raw: UnsafeRawBufferPointer, from start: Int, path: String
  ) throws -> Int {
    var votes: [Int: Int] = [:]
    var position = start
    for _ in 0..<100 where position < raw.count {
      let (content, next) = line(raw, from: position)
      position = next
      let fields = raw[content].split(whereSeparator: isBlank)
      guard fields.count > 1 else { continue }
      let run = fields.reversed().prefix { DecimalNumber.parse(raw, $0.startIndex..<$0.endIndex) != nil }
        .count
      votes[min(run, fields.count - 1), default: 0] += 1
    }
    let best = votes.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 0
    guard best > 0 else {
      throw DataFileError.content(path, "has no lines of a word and its numbers")
    }
    return best
  }

  // The line that begins at `start`, without its end and without blanks around it, and where the next begins.
  private static func line(_ raw: UnsafeRawBufferPointer, from start: Int) -> (content: Range<Int>, next: Int)
  {
    var end = start
    while end < raw.count, raw[end] != 0x0a { end += 1 }
    let next = min(end + 1, raw.count)
    var first = start
    while first < end, isBlank(raw[first]) { first += 1 }
    while end > first, isBlank(raw[end - 1]) { end -= 1 }
    return (first..<end, next)
  }

  private static func lastField(_ raw: UnsafeRawBufferPointer, _ range: Range<Int>) -> Range<Int>? {
    var end = range.upperBound
    while end > range.lowerBound, isBlank(raw[end - 1]) { end -= 1 }
    var start = end
    while start > range.lowerBound, !isBlank(raw[start - 1]) { start -= 1 }
    return start < end ? start..<end : nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }
}
