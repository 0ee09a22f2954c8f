import Foundation

/// Cuts a text into cells, without copying it.
///
/// Commas and semicolons: RFC 4180. A cell may be in double quotes and then hold separators, line ends and doubled
/// quotes; quotes within an unquoted cell are ordinary characters. Tabs and blanks: quotes count where both are on one
/// line and a separator or the end of the line follows, so that a lone quote is an ordinary character. A record ends with
/// LF or CR LF. A byte order mark at the start is skipped.
struct DelimitedScanner {
  /// One cell.
  struct Field {
    /// Where the content lies, without quotes around it.
    var range: Range<Int>
    /// Whether doubled quotes in the content stand for one.
    var hasDoubledQuotes: Bool
    /// Whether it is the last cell of its record.
    var endsRecord: Bool
    /// Line that it starts in, from 1.
    var line: Int
    /// Whether the cell stood in quotes, so that it is no empty line even if it is empty.
    var isQuoted: Bool
  }

  let bytes: BoundedBytes
  let path: String
  /// What numbers have before their fraction: a point, or a comma.
  var decimalMark: UInt8 = 0x2e
  /// Whether text in another encoding is shown with marks of replacement, where only its look matters.
  var replacesForeignText = false
  private let separator: UInt8
  private let cutsAtBlanks: Bool
  private let quotesSpanLines: Bool
  /// Offset of the next field.
  private(set) var position: Int
  private var line = 1
  private var isWithinRecord = false

  /// Scans `bytes` from an offset at which line number `line` begins; 0 steps over a byte order mark.
  init(_ bytes: BoundedBytes, separator: CellSeparator, path: String, from start: Int = 0, line: Int = 1) {
    (self.bytes, self.path, self.separator, self.line) = (bytes, path, separator.byte, line)
    cutsAtBlanks = separator == .blanks
    quotesSpanLines = separator == .comma || separator == .semicolon
    position = start == 0 && bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : start
  }

  /// The next field; nil at the end of the text.
  @inline(__always)
  mutating func next() throws -> Field? {
    if cutsAtBlanks { return nextBetweenBlanks() }
    let raw = bytes.raw
    let end = raw.count
    guard position < end || isWithinRecord else { return nil }
    if position < end, raw[position] == 0x22, let field = try quotedField() { return field }
    let start = position
    while position < end, raw[position] != separator, raw[position] != 0x0a { position += 1 }
    return finish(start..<position, startLine: line, hasDoubledQuotes: false, isQuoted: false)
  }

  /// Steps over the separator or line end at `position`.
  @inline(__always)
  private mutating func finish(
    _ range: Range<Int>, startLine: Int, hasDoubledQuotes: Bool, isQuoted: Bool
  ) -> Field {
    let raw = bytes.raw
    var range = range
    let isSeparated = position < raw.count && raw[position] == separator
    if !isSeparated {
      if position < raw.count { line += 1 }
      // A carriage return belongs to the line end.
      if !isQuoted, !range.isEmpty, raw[range.upperBound - 1] == 0x0d {
        range = range.lowerBound..<range.upperBound - 1
      }
    }
    position += position < raw.count ? 1 : 0
    isWithinRecord = isSeparated
    return Field(
      range: range, hasDoubledQuotes: hasDoubledQuotes, endsRecord: !isSeparated, line: startLine,
      isQuoted: isQuoted)
  }

  // Blanks before and behind a cell belong to no cell, so that a line of blanks is one empty cell.
  private mutating func nextBetweenBlanks() -> Field? {
    let raw = bytes.raw
    let end = raw.count
    guard position < end else { return nil }
    while position < end, isBlank(raw[position]) { position += 1 }
    var (content, isQuoted, hasDoubledQuotes) = (position..<position, false, false)
    if position < end, raw[position] == 0x22, let quoted = quotedOnLine() {
      (content, hasDoubledQuotes, isQuoted) = (quoted.range, quoted.hasDoubledQuotes, true)
    } else {
      let start = position
      while position < end, !isBlank(raw[position]), raw[position] != 0x0a { position += 1 }
      content = start..<position
    }
    while position < end, isBlank(raw[position]) { position += 1 }
    let startLine = line
    let endsRecord = position >= end || raw[position] == 0x0a
    if position < end, endsRecord {
      line += 1
      position += 1
    }
    return Field(
      range: content, hasDoubledQuotes: hasDoubledQuotes, endsRecord: endsRecord, line: startLine,
      isQuoted: isQuoted)
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }

  // Where quotes do not span lines, nil: the quote is an ordinary character.
  private mutating func quotedField() throws -> Field? {
    guard quotesSpanLines else {
      guard let quoted = quotedOnLine() else { return nil }
      return finish(
        quoted.range, startLine: line, hasDoubledQuotes: quoted.hasDoubledQuotes, isQuoted: true)
    }
    let raw = bytes.raw
    let startLine = line
    let start = position + 1
    var hasDoubledQuotes = false
    position += 1
    while true {
      guard position < raw.count else {
        throw DataFileError.content(path, "line \(startLine): a quoted cell without its closing quote")
      }
      let byte = raw[position]
      if byte == 0x22 {
        guard position + 1 < raw.count, raw[position + 1] == 0x22 else { break }
        hasDoubledQuotes = true
        position += 1
      } else if byte == 0x0a {
        line += 1
      }
      position += 1
    }
    let content = start..<position
    position += 1
    if position + 1 < raw.count, raw[position] == 0x0d, raw[position + 1] == 0x0a { position += 1 }
    if position + 1 == raw.count, raw[position] == 0x0d { position += 1 }
    guard position >= raw.count || raw[position] == separator || raw[position] == 0x0a else {
      throw DataFileError.content(path, "line \(line): text after the closing quote of a cell")
    }
    return finish(content, startLine: startLine, hasDoubledQuotes: hasDoubledQuotes, isQuoted: true)
  }

  // A quoted cell that ends on its line, at `position`; steps behind its closing quote. Nil, and no step, without one.
  private mutating func quotedOnLine() -> (range: Range<Int>, hasDoubledQuotes: Bool)? {
    let raw = bytes.raw
    var (place, hasDoubledQuotes) = (position + 1, false)
    while place < raw.count, raw[place] != 0x0a {
      if raw[place] == 0x22 {
        if place + 1 < raw.count, raw[place + 1] == 0x22 {
          hasDoubledQuotes = true
          place += 1
        } else {
          break
        }
      }
      place += 1
    }
    guard place < raw.count, raw[place] == 0x22 else { return nil }
    var next = place + 1
    if next < raw.count, raw[next] == 0x0d { next += 1 }
    guard
      next >= raw.count || raw[next] == separator || raw[next] == 0x0a || (cutsAtBlanks && isBlank(raw[next]))
    else { return nil }
    let content = position + 1..<place
    position = cutsAtBlanks ? place + 1 : next
    return (content, hasDoubledQuotes)
  }

  /// Steps over the rest of the record.
  mutating func skipRecord() throws {
    while let field = try next(), !field.endsRecord {}
  }

  /// The number in a field; nil if it holds none.
  @inline(__always)
  func number(_ field: Field) -> Float? {
    DecimalNumber.parse(bytes.raw, field.range, decimalMark: decimalMark)
  }

  /// Whether the field is all of an empty line.
  func isEmptyLine(_ field: Field, column: Int) -> Bool {
    column == 1 && field.endsRecord && field.range.isEmpty && !field.isQuoted
  }

  /// The text of a field. Throws ``DataFileError`` if it is not UTF-8.
  func text(_ field: Field) throws -> String {
    let slice = UnsafeRawBufferPointer(rebasing: bytes.raw[field.range])
    let found =
      String(bytes: slice, encoding: .utf8)
      ?? (replacesForeignText ? String(decoding: slice, as: UTF8.self) : nil)
    guard let text = found else {
      throw DataFileError.content(path, "line \(field.line): a cell that is not UTF-8 text")
    }
    return field.hasDoubledQuotes ? text.replacingOccurrences(of: "\"\"", with: "\"") : text
  }

  /// The text of a field, whatever its encoding: what it looks like, not what it is.
  func evidence(_ field: Field) -> String {
    let text = String(decoding: bytes.raw[field.range], as: UTF8.self)
    return field.hasDoubledQuotes ? text.replacingOccurrences(of: "\"\"", with: "\"") : text
  }

  /// The text of a field for a message, whatever its bytes.
  func shown(_ field: Field) -> String {
    DataFileError.quoted(String(decoding: bytes.raw[field.range].prefix(200), as: UTF8.self))
  }
}
