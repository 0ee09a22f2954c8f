/// Which column of a table holds the texts.
package enum TextColumn: Hashable, Sendable {
  /// The last one.
  case last
  /// The column of this number, from 1.
  case number(Int)
  /// The column that the header line calls so.
  case named(String)

  /// The texts of a table, one a row, in order: cells separated by commas (RFC 4180) if the path ends with `.csv`, else by
  /// tabs.
  /// - Parameter hasHeader: whether the first line names the columns; with a named column it does in any case.
  /// - Throws: ``DataFileError`` for JSON and binary content, tables without rows, and columns that are not there.
  package func read(_ path: String, hasHeader: Bool = false) throws -> [String] {
    var records = try CSVFile.read(path)[...]
    guard let first = records.first else { throw DataFileError.content(path, "has no rows") }
    let place: Int
    switch self {
    case .last: place = first.count
    case .number(let number):
      guard (1...first.count).contains(number) else {
        throw DataFileError.content(
          path,
          "has \(DataFileError.columns(first.count)), but the text is to be in column \(number)")
      }
      place = number
    case .named(let name):
      guard let found = first.firstIndex(of: name) else {
        let names = first.prefix(20).map(DataFileError.quoted).joined(separator: ", ")
        throw DataFileError.content(
          path, "no column is named \(DataFileError.quoted(name)); the first line names \(names)")
      }
      place = found + 1
    }
    var isNamed: Bool { if case .named = self { true } else { false } }
    if hasHeader || isNamed { records = records.dropFirst() }
    guard !records.isEmpty else { throw DataFileError.content(path, "has no rows below its header") }
    return records.map { $0[place - 1] }
  }
}
