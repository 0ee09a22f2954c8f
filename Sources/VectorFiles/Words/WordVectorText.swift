/// Word vectors as text: one line a word, the word and then its numbers, separated by blanks or a tab.
///
/// With a first line of two whole numbers, word count and dimension: word2vec and fastText. Without: GloVe. Else a first line
/// may name the columns. The numbers are counted from the end of the line, so that a word may hold blanks, as some of GloVe's
/// do (". . ."). Blanks at the end of a line and empty lines at the end of the file are skipped. The words of the file count,
/// not those of its header; a last line that is cut short, as in a download that ended early, is left out.
struct WordVectorText: WordVectorFile {
  let announced: Int?
  let dimension: Int
  let path: String
  var size: Int { bytes.count }
  private let bytes: BoundedBytes
  private let start: WordVectorTextStart

  /// Looks at the first lines.
  /// - Throws: ``DataFileError`` for a text without words.
  init(_ bytes: BoundedBytes, path: String) throws {
    (self.bytes, self.path) = (bytes, path)
    start = try WordVectorTextStart(bytes.raw, path: path)
    (announced, dimension) = (start.announced, start.dimension)
  }

  func forEachWord(
    release: (Int) -> Void, _ body: (WordVectorEntry) throws -> Void
  ) throws -> WordVectorPass {
    let raw = bytes.raw
    var pass = WordVectorPass()
    pass.firstLine = start.note
    var (position, line) = (start.position, start.lines)
    var nextRelease = position + Self.releaseInterval
    var emptyLines = TrailingEmptyLines(path: path)
    while position < raw.count {
      let text = TextLine(raw, from: position)
      position = text.next
      line += 1
      if try emptyLines.passesOver(text.content.isEmpty, line: line) { continue }
      let fields: Fields
      do {
        fields = try split(text, line: line)
      } catch let error as DataFileError {
        guard position == raw.count, raw[position - 1] != 0x0a, pass.words > 0 else { throw error }
        pass.cut = "ends within line \(line), which is left out"
        break
      }
      guard fields.wordEnd > text.content.lowerBound else {
        pass.empty.add("line \(line)")
        continue
      }
      pass.words += 1
      let number = line
      try body(
        WordVectorEntry(
          word: UnsafeRawBufferPointer(rebasing: raw[text.content.lowerBound..<fields.wordEnd]),
          place: { "line \(number)" }
        ) { requireFinite, numbers in
          try append(fields.numbers, line: number, requireFinite: requireFinite, to: &numbers)
        })
      if position >= nextRelease {
        release(position)
        nextRelease = position + Self.releaseInterval
      }
    }
    guard pass.words > 0 else { throw DataFileError.content(path, "has no words") }
    return pass
  }

  /// Where the word of a line ends, and its numbers.
  private struct Fields {
    let wordEnd: Int
    let numbers: Range<Int>
  }

  // Cuts a line into its word and its numbers, from the end. An empty word is one of no bytes.
  private func split(_ line: TextLine, line number: Int) throws -> Fields {
    let (raw, content) = (bytes.raw, line.content)
    var position = content.upperBound
    var firstNumber = position..<position
    for found in 0..<dimension {
      guard let field = Self.lastField(raw, content.lowerBound..<position) else {
        throw tooFew(content, found: found, line: number)
      }
      (position, firstNumber) = (field.lowerBound, field)
    }
    let numbers = position..<content.upperBound
    // A line too short takes part of its word for the first number.
    guard DecimalNumber.parse(raw, firstNumber) != nil else {
      throw tooFew(content, found: dimension - 1, line: number)
    }
    // A last line without its end may end within a number, such as 1e-.
    if line.next == raw.count, raw[raw.count - 1] != 0x0a { try check(numbers, line: number) }
    while position > content.lowerBound, TextLine.isBlank(raw[position - 1]) { position -= 1 }
    guard position > content.lowerBound || line.isIndented else {
      throw tooFew(content, found: dimension - 1, line: number)
    }
    // Numbers behind a blank in the word: the line has more numbers than the others, or another dimension is meant.
    let word = raw[content.lowerBound..<position]
    if let blank = word.firstIndex(where: TextLine.isBlank) {
      let extra = raw[blank..<position].split(whereSeparator: TextLine.isBlank)
      if extra.allSatisfy({ DecimalNumber.parse(raw, $0.startIndex..<$0.endIndex) != nil }) {
        throw DataFileError.content(
          path, "line \(number) has \(dimension + extra.count) numbers, \(dimension) are needed")
      }
    }
    return Fields(wordEnd: position, numbers: numbers)
  }

  private func tooFew(_ content: Range<Int>, found: Int, line: Int) -> DataFileError {
    let shown = DataFileError.quoted(String(decoding: bytes.raw[content].prefix(40), as: UTF8.self))
    return .content(path, "line \(line), \(shown), has \(found) numbers, \(dimension) are needed")
  }

  private func check(_ range: Range<Int>, line: Int) throws {
    var numbers: [Float] = []
    try append(range, line: line, requireFinite: false, to: &numbers)
  }

  private func append(
    _ range: Range<Int>, line: Int, requireFinite: Bool, to numbers: inout [Float]
  ) throws {
    let raw = bytes.raw
    var column = 0
    for field in raw[range].split(whereSeparator: TextLine.isBlank) {
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

  private static func lastField(_ raw: UnsafeRawBufferPointer, _ range: Range<Int>) -> Range<Int>? {
    var end = range.upperBound
    while end > range.lowerBound, TextLine.isBlank(raw[end - 1]) { end -= 1 }
    var start = end
    while start > range.lowerBound, !TextLine.isBlank(raw[start - 1]) { start -= 1 }
    return start < end ? start..<end : nil
  }
}
