/// The first records of a table, as evidence of what its first line and its columns are.
struct TableSample {
  /// How the cells of one column look below the first line.
  struct Column {
    /// Cells that are numbers.
    var numbers = 0
    /// Numbers with a fraction.
    var fractions = 0
    /// Cells that stand for a missing value.
    var missing = 0
    /// Cells of other text.
    var texts = 0

    /// Whether there are numbers and no text among them.
    var isNumeric: Bool { numbers > 0 && texts == 0 }
    /// Whether text is the rule and not an exception.
    var isText: Bool { texts > 0 && texts >= numbers }
  }

  /// The cells of the first line as text; empty for an empty text.
  private(set) var first: [String] = []
  /// Which of them are numbers; missing values and what is not finite are none.
  private(set) var firstNumbers: [Float?] = []
  /// Which of them stand for a missing value, or for a number that is not finite.
  private(set) var firstMissing: [Bool] = []
  /// The columns below the first line; as many as most of those lines have, or as the first has if there are none.
  private(set) var columns: [Column] = []
  /// Lines looked at below the first.
  private(set) var rows = 0

  private static let sampledRows = 100
  private static let sampledCells = 100_000

  /// Looks at the first records from where the scanner stands.
  init(_ scanner: DelimitedScanner) throws {
    var scanner = scanner
    while let field = try scanner.next() {
      first.append(scanner.evidence(field))
      let isInfinite = scanner.number(field).map { !$0.isFinite } ?? false
      firstMissing.append(isInfinite || ColumnName.isMissing(first[first.count - 1]))
      firstNumbers.append(scanner.number(field).flatMap { $0.isFinite ? $0 : nil })
      if field.endsRecord { break }
    }
    var records: [[Cell]] = []
    var record: [Cell] = []
    var cells = 0
    while records.count < Self.sampledRows, cells < Self.sampledCells, let field = try scanner.next() {
      record.append(Cell(field, scanner))
      cells += 1
      guard field.endsRecord else { continue }
      if !scanner.isEmptyLine(field, column: record.count) { records.append(record) }
      record = []
    }
    rows = records.count
    let widths = records.reduce(into: [Int: Int]()) { $0[$1.count, default: 0] += 1 }
    let width = widths.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? first.count
    columns = Array(repeating: Column(), count: width)
    for record in records where record.count == width {
      for (column, cell) in record.enumerated() { columns[column].add(cell) }
    }
  }

  /// What a cell is taken for.
  enum Cell {
    case whole, fraction, missing, text

    init(_ field: DelimitedScanner.Field, _ scanner: DelimitedScanner) {
      if let number = scanner.number(field) {
        self = !number.isFinite ? .missing : number == number.rounded() ? .whole : .fraction
      } else {
        self = ColumnName.isMissing(scanner.evidence(field)) ? .missing : .text
      }
    }
  }
}

extension TableSample.Column {
  fileprivate mutating func add(_ cell: TableSample.Cell) {
    switch cell {
    case .whole: numbers += 1
    case .fraction: (numbers, fractions) = (numbers + 1, fractions + 1)
    case .missing: missing += 1
    case .text: texts += 1
    }
  }
}
