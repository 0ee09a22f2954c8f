import Foundation

/// Cuts a comma- or tab-separated text into fields, without copying it.
///
/// Commas: RFC 4180. A field may stand in double quotes and then hold commas, line ends and doubled quotes; quotes
/// within an unquoted field are ordinary characters. Tabs: there is no quoting. A record ends with LF or CR LF. A byte
/// order mark at the start is skipped.
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
  private let separator: UInt8
  private let allowsQuotes: Bool
  /// Offset of the next field.
  private(set) var position: Int
  private var line = 1
  private var isWithinRecord = false

  /// Scans `bytes`; `separator` is a comma or a tab.
  init(_ bytes: BoundedBytes, separator: Separator, path: String) {
    (self.bytes, self.path, self.separator) = (bytes, path, separator.rawValue)
    allowsQuotes = separator == .comma
    position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
  }

  /// The character between cells.
  enum Separator: UInt8 {
    case comma = 0x2c
    case tab = 0x09

    /// Comma for `.csv`, tab for everything else.
    init(path: String) { self = path.lowercased().hasSuffix(".csv") ? .comma : .tab }
  }

  /// The next field; nil at the end of the text.
  @inline(__always)
  mutating func next() throws -> Field? {
    let raw = bytes.raw
    let end = raw.count
    guard position < end || isWithinRecord else { return nil }
    if allowsQuotes, position < end, raw[position] == 0x22 { return try quotedField() }
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

  private mutating func quotedField() throws -> Field {
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

  /// The number in a field; nil if it holds none.
  @inline(__always)
  func number(_ field: Field) -> Float? { DecimalNumber.parse(bytes.raw, field.range) }

  /// Whether the field is all of an empty line.
  func isEmptyLine(_ field: Field, column: Int) -> Bool {
    column == 1 && field.endsRecord && field.range.isEmpty && !field.isQuoted
  }

  /// The text of a field. Throws ``DataFileError`` if it is not UTF-8.
  func text(_ field: Field) throws -> String {
    let slice = UnsafeRawBufferPointer(rebasing: bytes.raw[field.range])
    guard let text = String(bytes: slice, encoding: .utf8) else {
      throw DataFileError.content(path, "line \(field.line): a cell that is not UTF-8 text")
    }
    return field.hasDoubledQuotes ? text.replacingOccurrences(of: "\"\"", with: "\"") : text
  }

  /// The text of a field for a message, whatever its bytes.
  func shown(_ field: Field) -> String {
    DataFileError.quoted(String(decoding: bytes.raw[field.range].prefix(200), as: UTF8.self))
  }
}
