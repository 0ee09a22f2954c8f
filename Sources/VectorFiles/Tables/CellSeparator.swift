/// What is between the cells of a table.
package enum CellSeparator: Hashable, Sendable, CaseIterable {
  /// A tab.
  case tab
  /// A semicolon, as spreadsheets write where the comma is the decimal mark.
  case semicolon
  /// A comma.
  case comma
  /// Blanks and tabs, as many as there are; those at both ends of a line do not count.
  case blanks

  /// The separator that the ending of a path stands for: a comma for `.csv`, a tab for everything else.
  package init(path: String) {
    let name = path.lowercased()
    self = name.hasSuffix(".csv") || name.hasSuffix(".csv.gz") ? .comma : .tab
  }

  /// The byte; of blanks, the one that stands for them.
  var byte: UInt8 {
    switch self {
    case .tab: 0x09
    case .semicolon: 0x3b
    case .comma: 0x2c
    case .blanks: 0x20
    }
  }

  /// The separator in words.
  package var name: String {
    switch self {
    case .tab: "tabs"
    case .semicolon: "semicolons"
    case .comma: "commas"
    case .blanks: "blanks"
    }
  }

  private static let sampledRecords = 50
  private static let sampledBytes = 4 << 20

  /// The separator of a text, by its first records: the one that cuts most of them into the same number of cells, of which
  /// there are at least two. Among equals a tab comes before a semicolon, a comma and blanks: a decimal mark or a blank in
  /// a cell does not cut where something stronger does. Nil where nothing cuts, as in a single column.
  package static func evident(in bytes: BoundedBytes, from start: Int, path: String) -> CellSeparator? {
    let sample = bytes.part(0..<min(bytes.count, start + sampledBytes))
    var best: (separator: CellSeparator, share: Double)?
    for separator in allCases {
      let share = evenness(sample, from: start, separator, isWhole: sample.count == bytes.count, path: path)
      if share > best?.share ?? 0.5 { best = (separator, share) }
    }
    return best?.separator
  }

  // The share of records that have the most frequent number of cells; 0 if that is 1, or if the text is not cut so.
  private static func evenness(
    _ bytes: BoundedBytes, from start: Int, _ separator: CellSeparator, isWhole: Bool, path: String
  ) -> Double {
    var scanner = DelimitedScanner(bytes, separator: separator, path: path, from: start)
    var counts: [Int: Int] = [:]
    var (cells, records) = (0, 0)
    while records < sampledRecords, let field = try? scanner.next() {
      cells += 1
      guard field.endsRecord else { continue }
      // The last record of a sample may be cut, the empty ones at the end are none.
      let isCut = !isWhole && scanner.position >= bytes.count && records > 0
      if !isCut, !scanner.isEmptyLine(field, column: cells) {
        counts[cells, default: 0] += 1
        records += 1
      }
      cells = 0
    }
    guard let common = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), common.key > 1 else {
      return 0
    }
    return Double(common.value) / Double(records)
  }
}
