import Dense

/// Where the rows of a text table begin, what cuts them, and what a person or the first line says of its columns.
struct TableLayout {
  /// What is between cells.
  let separator: CellSeparator
  /// Whether the first line names the columns.
  let hasHeader: Bool
  /// Number of columns.
  let width: Int
  /// Whether the header has no name for the first column.
  let hasUnnamedIds: Bool
  /// What the header line, or a comment, calls the columns; nil without one.
  let names: [String]?
  /// What was said of the columns.
  let roles: ColumnRoles
  /// Columns that hold text, by the first rows.
  let texts: Set<Int>
  /// Stands at the first row.
  let scanner: DelimitedScanner
  /// The length of a row in bytes, about.
  let rowBytes: Int
  private let commentLines: Int

  /// Looks at the beginning of a text in UTF-8.
  /// - Throws: ``DataFileError`` for an empty text, and a first line whose evidence contradicts itself.
  init(_ bytes: BoundedBytes, options: TableOptions, path: String) throws {
    let comments = LeadingComments(bytes)
    commentLines = comments.lines
    separator =
      CellSeparator.evident(in: bytes, from: comments.end, path: path) ?? CellSeparator(path: path)
    var scanner = DelimitedScanner(
      bytes, separator: separator, path: path, from: comments.end, line: comments.lines + 1)
    scanner.decimalMark = try Self.decimalMark(scanner, separator)
    let sample = try TableSample(scanner)
    guard !sample.first.isEmpty else {
      throw DataFileError.content(path, "is empty; at least one row is needed")
    }
    hasHeader = try options.header ?? Self.isHeader(sample, path: path)
    hasUnnamedIds = hasHeader && sample.first.count + 1 == sample.columns.count
    width = hasHeader && sample.rows > 0 && hasUnnamedIds ? sample.columns.count : sample.first.count
    names =
      hasHeader ? (hasUnnamedIds ? [""] : []) + sample.first : comments.names(separator, count: width)
    roles = try ColumnRoles(saidBy: options, names: names, width: width, path: path)
    texts = roles.others.union(Self.texts(sample, options, isHeader: hasHeader, width: width))
    if hasHeader { try scanner.skipRecord() }
    self.scanner = scanner
    let start = scanner.position
    try scanner.skipRecord()
    rowBytes = max(1, scanner.position - start)
  }

  // Where text is the rule. A number in a first row speaks against it: a cell below is then wrong.
  private static func texts(
    _ sample: TableSample, _ options: TableOptions, isHeader: Bool, width: Int
  ) -> [Int] {
    let columns = sample.columns
    guard columns.count == width else { return [] }
    let firstText = options.idColumn == .some(.none) ? 1 : 0
    let textEnd = options.labelColumn == .some(.none) ? width - 1 : width
    return (firstText..<max(firstText, textEnd)).filter { place in
      columns[place].isText && (place == 0 || isHeader || sample.firstNumbers[place] == nil)
    }
  }

  private static func isHeader(_ sample: TableSample, path: String) throws -> Bool {
    switch FirstLine(sample) {
    case .header: return true
    case .row: return false
    case .contradictory(let reason): throw DataFileError.content(path, reason, remedy: .sayHeader)
    }
  }

  // A comma where cells are cut by something else, no cell has a point, and some have a comma between digits.
  private static func decimalMark(_ scanner: DelimitedScanner, _ separator: CellSeparator) throws -> UInt8 {
    guard separator != .comma else { return 0x2e }
    var scanner = scanner
    var commas = 0
    for _ in 0..<20_000 {
      guard let field = try scanner.next() else { break }
      let cell = scanner.bytes.raw[field.range]
      if scanner.number(field) != nil {
        if cell.contains(0x2e) { return 0x2e }
      } else if cell.contains(0x2c),
        DecimalNumber.parse(scanner.bytes.raw, field.range, decimalMark: 0x2c) != nil
      {
        commas += 1
      }
    }
    return commas > 0 ? 0x2c : 0x2e
  }

  /// The cells of a column as they are.
  /// - Throws: ``DataFileError`` for a cell that is empty or not UTF-8.
  func texts(in column: Int) throws -> [String] {
    var texts: [String] = []
    try forEachCell(in: column) { scanner, field in
      let text = try scanner.text(field)
      guard text.contains(where: { !$0.isWhitespace }) else {
        throw DataFileError.content(
          scanner.path, "line \(field.line), column \(column + 1): an empty cell; a name or label is needed")
      }
      texts.append(text)
    }
    return texts
  }

  /// Goes through the cells of a column whose rows were read before.
  func forEachCell(
    in column: Int, _ body: (DelimitedScanner, DelimitedScanner.Field) throws -> Void
  ) throws {
    var scanner = scanner
    while let record = try nextRecord(&scanner, column: column) {
      if let field = record { try body(scanner, field) }
    }
  }

  // The cell of the next record; `.some(nil)` for a record that is no row, nil at the end.
  private func nextRecord(
    _ scanner: inout DelimitedScanner, column: Int
  ) throws -> DelimitedScanner.Field?? {
    var (found, place) = (DelimitedScanner.Field?.none, 0)
    while let field = try scanner.next() {
      place += 1
      if place == column + 1 { found = field }
      guard field.endsRecord else { continue }
      return .some(place == width && !scanner.isEmptyLine(field, column: place) ? found : nil)
    }
    return .none
  }

  /// The numbers of some columns in Double, each the nearest to its decimal.
  func exact(_ columns: [Int], rows: Int) throws -> Matrix<Double>? {
    var numbers: [Double] = []
    numbers.reserveCapacity(rows * columns.count)
    let kept = Set(columns)
    var scanner = scanner
    var (record, place): ([Double], Int) = ([], 0)
    while let field = try scanner.next() {
      place += 1
      if kept.contains(place - 1) {
        record.append(
          DecimalNumber.double(scanner.bytes.raw, field.range, decimalMark: scanner.decimalMark) ?? .nan)
      }
      guard field.endsRecord else { continue }
      if place == width, !scanner.isEmptyLine(field, column: place) { numbers += record }
      (record, place) = ([], 0)
    }
    guard numbers.count == rows * columns.count else { return nil }
    return Matrix(rows: rows, columns: columns.count, elements: numbers)
  }

  /// What was decided and left out, each a sentence.
  func notes(_ roles: ColumnRoles, comments: Int) -> [String] {
    var notes: [String] = []
    if hasHeader { notes.append("line \(commentLines + 1) names the columns") }
    if let note = roles.note { notes.append(note) }
    if commentLines + comments > 0 {
      notes.append(
        commentLines + comments == 1
          ? "1 comment line is left out" : "\(commentLines + comments) comment lines are left out")
    }
    if scanner.decimalMark == 0x2c { notes.append("the comma is the decimal mark") }
    return notes.isEmpty ? [] : [notes.joined(separator: "; ")]
  }
}

/// The lines that begin with `#` above a table.
private struct LeadingComments {
  private(set) var lines = 0
  private(set) var end: Int
  private var last = ""

  init(_ bytes: BoundedBytes) {
    end = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    let raw = bytes.raw
    while end < raw.count, raw[end] == 0x23 {
      let lineEnd = bytes.firstOffset(of: 0x0a, in: end..<raw.count) ?? raw.count
      let text = String(decoding: raw[end..<lineEnd], as: UTF8.self)
      // A word may be #1; numbers behind it are those of a row.
      let cells = text.split { ",;\t ".contains($0) }
      if cells.count > 1, cells.dropFirst().allSatisfy({ Float($0) != nil }), cells[0].count > 1 { break }
      (last, lines, end) = (text, lines + 1, min(lineEnd + 1, raw.count))
    }
  }

  /// The names of columns that the last comment gives, as numpy's savetxt writes them; nil if they are not as many.
  func names(_ separator: CellSeparator, count: Int) -> [String]? {
    guard lines > 0 else { return nil }
    let text = last.drop { $0 == "#" || $0 == " " }
    let names =
      separator == .blanks
      ? text.split(whereSeparator: \.isWhitespace)
      : text.split(separator: Character(Unicode.Scalar(separator.byte)), omittingEmptySubsequences: false)
    guard names.count == count else { return nil }
    return names.map { String($0.filter { $0 != "\"" && $0 != "\r" }) }
  }
}
