/// What a search compares: rows and items with their norms, the same where all rows are compared with each other.
struct SearchSides: Sendable {
  let rows, items: SourceRows
  /// ‖x‖ as ``exactDistance(_:_:_:)`` uses it.
  let rowNorms, itemNorms: AlignedBuffer<Double>
  /// Whether rows are items, each pair once.
  let symmetric: Bool
  let metric: Metric
  /// Row r is item r + shift and passed over, if not nil.
  let excludedShift: Int?

  /// The exact distance from a row to an item.
  func exactDistance(_ row: Int, _ item: Int) -> Double {
    rows.exactDistance(
      row, rowNorms.pointer[row], to: item, of: items, itemNorms.pointer[item], metric)
  }
}
