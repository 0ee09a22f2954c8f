import Dense

/// A text table of numbers with the names and labels of its rows, understood by one rule: ``FirstLine``,
/// ``ColumnRoles``, ``CellSeparator``; what a person says (``TableOptions``) comes before all evidence.
///
/// Lines that begin with `#` above the table are comments; so are such lines within it that have another number of cells.
struct NumberTable {
  /// The numbers, without the columns of names and labels.
  let features: Matrix<Float>
  /// The column that names the rows, as it is; nil if none does.
  let names: [String]?
  /// The column that labels the rows, as it is; nil if none does.
  let labels: [String]?
  /// What the header calls the columns of numbers, each as it is; nil without a header.
  let columnNames: [String]?
  /// Whether the first line was taken for a header.
  let hasHeader: Bool
  /// What is between the cells.
  let separator: CellSeparator
  /// What was decided and left out, each a sentence.
  let notes: [String]
  /// The numbers in Double, where Float loses more of some column than rounding does; else nil.
  let exact: Matrix<Double>?

  /// Understands and parses a whole text in UTF-8.
  /// - Throws: ``DataFileError`` that names line and column.
  init(_ bytes: BoundedBytes, options: TableOptions, path: String, requirement: NumberRequirement) throws {
    let layout = try TableLayout(bytes, options: options, path: path)
    var rows = TableRows(layout, isNumeric: options.idColumn == .some(.none), requirement: requirement)
    try rows.read()
    let count = rows.count
    guard count > 0 else {
      throw DataFileError.content(
        path, layout.hasHeader ? "has no rows after its header line" : "is empty; at least one row is needed")
    }
    try rows.checkFirstColumn()
    var roles = layout.roles
    // What a person says is a name or a label is one. A column with an empty cell, which can be neither, is refused below.
    for column in rows.texts.subtracting(roles.others).sorted() {
      guard let cell = DecoratedNumber.found(in: (try? layout.texts(in: column)) ?? []) else { continue }
      throw DataFileError.content(
        path, DecoratedNumber.complaint(cell, column: column, name: roles.named(column)))
    }
    try roles.decide(options, texts: rows.texts, hasUnnamedIds: layout.hasUnnamedIds) {
      rows.texts.contains($0) ? ColumnRoles.Numbers() : try rows.wholeNumbers(in: $0)
    }
    names = try roles.id.map { try layout.texts(in: $0) }
    labels = try roles.label.map { try layout.texts(in: $0) }
    let kept = (0..<layout.width).filter { !roles.others.contains($0) }
    guard !kept.isEmpty else {
      throw DataFileError.content(path, "has no column of numbers apart from those of names and labels")
    }
    guard kept.count > 1 || options.idColumn != nil || layout.width > 1 else {
      throw DataFileError.content(
        path,
        "has one column; vectors need several, between commas, tabs, semicolons or blanks",
        remedy: .sayNoIdColumn)
    }
    columnNames = layout.names.map { names in kept.map { names[$0] } }
    features = rows.matrix(of: kept)
    exact = try TableResolution.isLost(features) ? layout.exact(kept, rows: count) : nil
    (hasHeader, separator) = (layout.hasHeader, layout.separator)
    notes = layout.notes(roles, comments: rows.comments)
  }
}
