/// How a text of word vectors begins: word count and dimension, names of columns, or the first word.
struct WordVectorTextStart {
  /// The word count of the header; nil without header.
  let announced: Int?
  /// Dimension: that of the header, else what most of the first hundred lines have.
  let dimension: Int
  /// Where the first word begins.
  private(set) var position: Int
  /// Lines before the first word.
  private(set) var lines: Int
  /// What is to be said of the first line; nil where it is what everybody expects.
  private(set) var note: String?

  private static let sampledLines = 100

  /// Looks at the first lines.
  /// - Throws: ``DataFileError`` where there are no words, as in a table of numbers.
  init(_ raw: UnsafeRawBufferPointer, path: String) throws {
    let start = raw.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    let first = TextLine(raw, from: start)
    if let header = WordVectorHeader(raw, first.content) {
      // A word takes at least one byte, and each number a blank and a digit.
      let least = CheckedSize.product([header.dimension, 2])
      guard header.count == 0 || least.map({ $0 < raw.count - first.next }) == true else {
        throw DataFileError.content(
          path,
          "the header says \(header.count) words of \(header.dimension) numbers, and the file of \(raw.count) bytes is too short for one"
        )
      }
      (announced, dimension, position, lines) = (header.count, header.dimension, first.next, 1)
      return
    }
    let sample = Self.sample(raw, from: start)
    (announced, position, lines) = (nil, start, 0)
    dimension = try Self.commonDimension(raw, sample, path: path)
    guard sample.contains(where: { DecimalNumber.parse(raw, $0[0]) == nil }) else {
      throw DataFileError.content(
        path,
        "has no words: every line begins with a number, as those of a table do; a table needs a separate file of words"
      )
    }
    if let cell = DecoratedNumber.found(in: sample.map { String(decoding: raw[$0[0]], as: UTF8.self) }) {
      throw DataFileError.content(path, DecoratedNumber.complaint(cell, column: 0))
    }
    takeNames(raw, sample, behind: first)
  }

  // The fields of the first lines that are not empty.
  private static func sample(_ raw: UnsafeRawBufferPointer, from start: Int) -> [[Range<Int>]] {
    var (position, sample) = (start, [[Range<Int>]]())
    for _ in 0..<sampledLines where position < raw.count {
      let line = TextLine(raw, from: position)
      position = line.next
      if !line.content.isEmpty { sample.append(line.fields(raw)) }
    }
    return sample
  }

  // What most lines say: all fields but the first, or those behind the last that is no number.
  private static func commonDimension(
    _ raw: UnsafeRawBufferPointer, _ sample: [[Range<Int>]], path: String
  ) throws -> Int {
    var votes: [Int: Int] = [:]
    for fields in sample where fields.count > 1 {
      let run = fields.reversed().prefix { DecimalNumber.parse(raw, $0) != nil }.count
      // A line without numbers may name the columns.
      if run > 0 { votes[min(run, fields.count - 1), default: 0] += 1 }
    }
    guard let best = votes.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) })?.key else {
      throw DataFileError.content(path, "has no lines of a word and its numbers")
    }
    return best
  }

  // A first line of names: texts above numbers, or a count from 0 or 1 above numbers with fractions or below an id's name.
  private mutating func takeNames(
    _ raw: UnsafeRawBufferPointer, _ sample: [[Range<Int>]], behind first: TextLine
  ) {
    guard !first.content.isEmpty, sample.count > 1 else { return }
    let fields = sample[0]
    let numbers = fields.dropFirst().map { DecimalNumber.parse(raw, $0) }
    let areNames =
      numbers.allSatisfy { $0 == nil } && (fields.count == dimension + 1 || fields.count == dimension)
      && fields.count > 1
    let name = String(decoding: raw[fields[0]], as: UTF8.self)
    let counts = Self.count(raw, fields.dropFirst()) && fields.count == dimension + 1 && dimension > 2
    let haveFractions = sample.dropFirst().contains { line in
      line.dropFirst().contains { DecimalNumber.parse(raw, $0).map { $0 != $0.rounded() } ?? false }
    }
    if areNames || counts && (haveFractions || ColumnName.isId(name)) {
      (position, lines, note) = (first.next, 1, "line 1 names the columns")
    } else if counts {
      note = "line 1, \(DataFileError.quoted(name)), counts its numbers as names do, and is read as a word"
    }
  }

  // 0 1 2 … or 1 2 3 …
  private static func count(_ raw: UnsafeRawBufferPointer, _ fields: ArraySlice<Range<Int>>) -> Bool {
    guard let first = fields.first, let from = raw[first].count == 1 ? raw[first.lowerBound] : nil,
      from == 0x30 || from == 0x31
    else { return false }
    return fields.enumerated().allSatisfy { offset, field in
      raw[field].elementsEqual("\(offset + Int(from - 0x30))".utf8)
    }
  }
}
