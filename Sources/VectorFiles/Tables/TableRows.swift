import Dense

/// The rows of a text table as numbers: one pass that decides nothing but whether the first column holds text.
struct TableRows {
  private let layout: TableLayout
  private let isNumeric: Bool
  private let requirement: NumberRequirement
  private var scanner: DelimitedScanner
  private var numbers: [Float] = []
  /// Columns that hold text.
  private(set) var texts: Set<Int>
  /// Comment lines within the table.
  private(set) var comments = 0
  /// The first cell of the first column that stands for a missing value, or is not finite.
  private var unusable: DataFileError?

  /// - Parameter isNumeric: whether a person says that the first column is one of numbers.
  init(_ layout: TableLayout, isNumeric: Bool, requirement: NumberRequirement) {
    (self.isNumeric, self.requirement) = (isNumeric, requirement)
    (self.layout, scanner, texts) = (layout, layout.scanner, layout.texts)
  }

  /// Number of rows.
  var count: Int { numbers.count / layout.width }

  /// Reads all rows; a cell of a column of text counts as 0.
  /// - Throws: ``DataFileError`` that names line and column.
  mutating func read() throws {
    let (width, path) = (layout.width, scanner.path)
    numbers.reserveCapacity((scanner.bytes.count / layout.rowBytes + 1) * width)
    let isText = (0..<width).map { texts.contains($0) }
    let hasText = !texts.isEmpty
    let mustHold = requirement == .held
    var column = 0
    var emptyLines = TrailingEmptyLines(path: path)
    while let field = try scanner.next() {
      column += 1
      if column == 1 {
        if try emptyLines.passesOver(scanner.isEmptyLine(field, column: column), line: field.line) {
          column = 0
          continue
        }
        if try skipsComment(field) {
          column = 0
          continue
        }
      }
      if column <= width {
        if hasText, isText[column - 1] {
          numbers.append(0)
        } else if let number = scanner.number(field), number.isFinite, !mustHold || number != 0 {
          numbers.append(number)
        } else {
          numbers.append(try unusual(field, column: column))
        }
      }
      if field.endsRecord {
        guard column == width else {
          throw DataFileError.content(
            path,
            "line \(field.line) has \(DataFileError.columns(column)), the first line has \(width)")
        }
        column = 0
      }
    }
  }

  // A line within the table that begins with # and is no row.
  private mutating func skipsComment(_ field: DelimitedScanner.Field) throws -> Bool {
    let bytes = scanner.bytes
    guard !field.isQuoted, !field.range.isEmpty, bytes[field.range.lowerBound] == 0x23 else { return false }
    var (ahead, cells, ends) = (scanner, 1, field.endsRecord)
    while !ends, let next = try ahead.next() { (cells, ends) = (cells + 1, next.endsRecord) }
    guard cells != layout.width else { return false }
    scanner = ahead
    comments += 1
    return true
  }

  // A cell that is no finite number: text of the first column, a value that is not finite, or an error.
  private mutating func unusual(_ field: DelimitedScanner.Field, column: Int) throws -> Float {
    let isFirst = column == 1 && !isNumeric
    if let number = scanner.number(field) {
      if requirement == .held, isOutOfRange(field) {
        throw DataFileError.content(
          scanner.path,
          "line \(field.line), column \(column): \(scanner.shown(field)); float32 holds numbers from 1e-45 to 3.4e38"
        )
      }
      guard requirement == .finite else { return number }
      let error = DataFileError.content(
        scanner.path,
        "line \(field.line), column \(column): \(scanner.shown(field)); only finite numbers in the range of float32 are allowed"
      )
      guard isFirst else { throw error }
      unusable = unusable ?? error
      return number
    }
    let text = try scanner.text(field)
    let isMissing = ColumnName.isMissing(text)
    if isFirst, !isMissing {
      texts.insert(0)
      return 0
    }
    let error = DataFileError.content(
      scanner.path,
      isMissing
        ? "line \(field.line), column \(column): \(text.isEmpty ? "an empty cell" : scanner.shown(field)), a missing value; "
          + "every cell needs a number"
        : "line \(field.line), column \(column): \(scanner.shown(field)) where a number is needed")
    guard isFirst else { throw error }
    unusable = unusable ?? error
    return 0
  }

  private func isOutOfRange(_ field: DelimitedScanner.Field) -> Bool {
    DecimalNumber.isOutOfRange(scanner.bytes.raw, field.range, decimalMark: scanner.decimalMark)
  }

  /// Throws the error of the first cell that is no finite number in a first column of numbers.
  func checkFirstColumn() throws {
    if let unusable, !texts.contains(0) { throw unusable }
  }

  /// What the numbers of a column look like.
  func wholeNumbers(in column: Int) throws -> ColumnRoles.Numbers {
    let width = layout.width
    guard let first = numbers.indices.contains(column) ? numbers[column] : nil else { return .init() }
    var (isConstant, counts, isLarge) = (true, count > 1 && (first == 0 || first == 1), false)
    for row in 0..<count {
      let number = numbers[row * width + column]
      guard number == number.rounded(), number.isFinite else { return .init() }
      isConstant = isConstant && number == first
      counts = counts && number == first + Float(row)
      isLarge = isLarge || abs(number) >= 0x1p24
    }
    var found = ColumnRoles.Numbers(areWhole: true, count: counts, areConstant: isConstant)
    // Float does not tell large ids apart.
    if isLarge {
      var seen: Set<String> = []
      var isWhole = true
      try layout.forEachCell(in: column) { scanner, field in
        let text = try scanner.text(field)
        isWhole = isWhole && text.allSatisfy { $0.isNumber || $0 == "-" || $0 == "+" || $0.isWhitespace }
        seen.insert(text)
      }
      guard isWhole else { return .init() }
      (found.areUnique, found.areConstant) = (seen.count == count && count > 2, seen.count == 1)
    } else {
      let distinct = Set((0..<count).map { numbers[$0 * width + column] })
      found.areUnique = distinct.count == count && count > 2
    }
    found.areRepeated = !found.areUnique && count > 3
    return found
  }

  /// The numbers of some columns, ascending.
  mutating func matrix(of columns: [Int]) -> Matrix<Float> {
    let (width, rows) = (layout.width, count)
    if columns.count < width {
      var end = 0
      for row in 0..<rows {
        for column in columns {
          numbers[end] = numbers[row * width + column]
          end += 1
        }
      }
      numbers.removeLast(numbers.count - end)
    }
    defer { numbers = [] }
    return Matrix(rows: rows, columns: columns.count, elements: numbers)
  }
}
