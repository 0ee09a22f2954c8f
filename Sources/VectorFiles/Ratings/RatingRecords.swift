import Foundation

/// The cells of a rating file, line by line, before anybody knows what its columns are.
struct RatingRecords {
  /// The cells of one line, blanks around them cut off.
  struct Record {
    /// The line, from 1.
    let line: Int
    /// The cells.
    let cells: [String]

    /// Whether the line begins with `#`.
    var beginsWithHash: Bool { cells.first?.hasPrefix("#") == true }
  }

  /// What is between cells.
  let separator: CellSeparator
  /// The lines from the first on that does not begin with `#`. Empty lines at the end are left out.
  private(set) var records: [Record] = []
  /// The lines above, which begin with `#`.
  private(set) var leading: [Record] = []

  private static let sampledRecords = 50
  private static let sampledBytes = 1 << 20

  /// Cuts a text.
  /// - Throws: ``DataFileError`` that names the line, for text in another encoding, quotes that do not close, and an empty
  ///   line that is not at the end.
  init(_ bytes: BoundedBytes, path: String, encoding: WordEncoding) throws {
    let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    var (end, lines) = (start, [Range<Int>]())
    while bytes.byte(at: end) == 0x23 {
      let next = bytes.firstOffset(of: 0x0a, in: end..<bytes.count).map { $0 + 1 } ?? bytes.count
      lines.append(end..<next)
      end = next
    }
    // Where every line begins so, it is no mark of a comment.
    if end == bytes.count { (end, lines) = (start, []) }
    separator = Self.separator(bytes, from: end, path: path)
    for (index, range) in lines.enumerated() {
      var scanner = DelimitedScanner(bytes.part(range), separator: separator, path: path, line: index + 1)
      // A remark need not be cut into cells, whatever quotes it has.
      let cut = try? Self.next(&scanner, encoding: encoding)
      leading.append(
        cut.map { Record(line: index + 1, cells: $0.cells) } ?? Record(line: index + 1, cells: []))
    }
    var scanner = DelimitedScanner(
      bytes, separator: separator, path: path, from: end, line: lines.count + 1)
    var emptyLines = TrailingEmptyLines(path: path)
    while let record = try Self.next(&scanner, encoding: encoding) {
      if try emptyLines.passesOver(record.isEmpty, line: record.line) { continue }
      records.append(Record(line: record.line, cells: record.cells))
    }
  }

  // The cells up to the end of the record; nil at the end of the text.
  private static func next(
    _ scanner: inout DelimitedScanner, encoding: WordEncoding
  ) throws -> (line: Int, cells: [String], isEmpty: Bool)? {
    var cells: [String] = []
    var (line, isEmpty) = (0, true)
    while let field = try scanner.next() {
      if cells.isEmpty { line = field.line }
      guard
        let text = encoding.text(UnsafeRawBufferPointer(rebasing: scanner.bytes.raw[field.range]))
      else {
        throw DataFileError.content(
          scanner.path, "line \(field.line) is not UTF-8", remedy: .readAsLatin1)
      }
      let cell = field.hasDoubledQuotes ? text.replacing("\"\"", with: "\"") : text
      cells.append(cell.trimmingCharacters(in: .whitespaces.union(.newlines)))
      isEmpty = isEmpty && !field.isQuoted && cells.last == ""
      if field.endsRecord { return (line, cells, isEmpty) }
    }
    return nil
  }

  // The separator that cuts most of the first lines into the same number of cells, of which there are at least three: two
  // words and a rating. Among equals a tab comes before a semicolon, a comma and blanks.
  private static func separator(_ bytes: BoundedBytes, from start: Int, path: String) -> CellSeparator {
    let sample = bytes.part(0..<min(bytes.count, start + sampledBytes))
    var best: (separator: CellSeparator, lines: Int)?
    for separator in [CellSeparator.tab, .semicolon, .comma, .blanks] {
      var scanner = DelimitedScanner(sample, separator: separator, path: path, from: start)
      var (counts, records) = ([Int: Int](), 0)
      while records < sampledRecords, let record = try? next(&scanner, encoding: .latin1) {
        records += 1
        if record.cells.count >= 3 { counts[record.cells.count, default: 0] += 1 }
      }
      let most = counts.values.max() ?? 0
      if most > best?.lines ?? 0 { best = (separator, most) }
    }
    if let best { return best.separator }
    let line = bytes.raw[start...].prefix { $0 != 0x0a }
    return line.contains(0x09) ? .tab : line.contains(0x2c) ? .comma : .blanks
  }
}
