/// Labels as a table of zeros and ones, a column for each class.
struct OneHotLabels {
  /// The classes of each row: the names of its columns that are 1, or their numbers from 1 without a header.
  let rows: [[String]]
  /// What is to be said of it.
  let note: String

  /// Nil for a text that is no table of several columns of zeros and ones with a one in every row.
  init?(_ bytes: BoundedBytes, path: String) {
    guard let table = try? NumberTable(bytes, options: TableOptions(), path: path, requirement: .finite)
    else {
      return nil
    }
    let view = table.features.view
    guard view.columns > 1 else { return nil }
    var rows: [[String]] = []
    for row in 0..<view.rows {
      let numbers = view.row(row)
      guard numbers.allSatisfy({ $0 == 0 || $0 == 1 }) else { return nil }
      let classes = numbers.indices.filter { numbers[$0] == 1 }
      guard !classes.isEmpty else { return nil }
      rows.append(classes.map { table.columnNames?[$0] ?? "\($0 + 1)" })
    }
    self.rows = rows
    note = "zeros and ones in \(view.columns) columns: one-hot labels"
  }
}
