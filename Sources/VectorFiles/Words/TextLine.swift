/// One line of a text of word vectors, and its fields between blanks and tabs.
struct TextLine {
  /// The line without its end and without blanks around it.
  let content: Range<Int>
  /// Whether blanks stood before its content.
  let isIndented: Bool
  /// Where the next line begins; the end of the text behind the last.
  let next: Int

  /// The line that begins at `start`.
  init(_ raw: UnsafeRawBufferPointer, from start: Int) {
    var end = start
    while end < raw.count, raw[end] != 0x0a { end += 1 }
    next = min(end + 1, raw.count)
    var first = start
    while first < end, Self.isBlank(raw[first]) { first += 1 }
    while end > first, Self.isBlank(raw[end - 1]) { end -= 1 }
    content = first..<end
    isIndented = first > start && first < end
  }

  /// The fields of the line.
  func fields(_ raw: UnsafeRawBufferPointer) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    var start = content.lowerBound
    while start < content.upperBound {
      var end = start
      while end < content.upperBound, !Self.isBlank(raw[end]) { end += 1 }
      if end > start { fields.append(start..<end) }
      start = end + 1
    }
    return fields
  }

  /// Whether a byte is between fields.
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }
}
