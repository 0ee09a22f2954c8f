/// Numbers in rating files: with a point, or with a comma where no cell of the file has a point.
struct RatingNumber {
  /// Whether the fraction follows a comma.
  let hasDecimalCommas: Bool

  /// The mark of a file: a comma if cells are not cut by commas, some cells are digits around a comma, and none are digits
  /// around a point.
  init(_ records: RatingRecords) {
    guard records.separator != .comma else {
      hasDecimalCommas = false
      return
    }
    let cells = records.records.lazy.flatMap(\.cells)
    hasDecimalCommas =
      cells.contains { Self.isDecimal($0, mark: ",") } && !cells.contains { Self.isDecimal($0, mark: ".") }
  }

  /// The number that a cell is; nil if it is none.
  func value(_ cell: String) -> Double? {
    guard hasDecimalCommas, Self.isDecimal(cell, mark: ",") else { return Double(cell) }
    return Double(String(cell.map { $0 == "," ? "." : $0 }))
  }

  // Digits, the mark, digits; with a sign or without.
  private static func isDecimal(_ cell: String, mark: Character) -> Bool {
    let unsigned = cell.first == "-" || cell.first == "+" ? cell.dropFirst() : cell[...]
    let parts = unsigned.split(separator: mark, omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { ("0"..."9").contains($0) } }
  }
}
