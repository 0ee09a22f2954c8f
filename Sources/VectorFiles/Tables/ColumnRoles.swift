/// Which columns of a table name its rows, which label them, and which are its numbers: what a person says, else the
/// evidence of the header line, of text among numbers, and of whole numbers next to fractions.
struct ColumnRoles {
  /// What the numbers of a column look like.
  struct Numbers: Equatable {
    /// All are whole.
    var areWhole = false
    /// They count by one from 0 or 1.
    var count = false
    /// No two are equal.
    var areUnique = false
    /// All are equal.
    var areConstant = false
    /// Some are equal, among at least four.
    var areRepeated = false
  }

  /// The column that names the rows; nil if none does.
  private(set) var id: Int?
  /// The column that labels the rows; nil if none does.
  private(set) var label: Int?
  /// All columns that are no numbers, these two among them.
  private(set) var others: Set<Int> = []
  /// Whether an index without a header was found by its counting.
  private(set) var isIndexCounted = false

  private let path: String
  private let names: [String]?
  private let width: Int

  /// Columns that are said to name or label the rows. Nothing else is decided yet.
  /// - Parameters:
  ///   - names: the cells of the header line; nil without one.
  ///   - width: number of columns.
  /// - Throws: ``DataFileError`` for a column that is not there.
  init(saidBy options: TableOptions, names: [String]?, width: Int, path: String) throws {
    (self.path, self.names, self.width) = (path, names, width)
    id = try place(options.idColumn, "id-column")
    label = try place(options.labelColumn, "label-column")
    if let id, id == label {
      throw DataFileError.content(path, "column \(id + 1) cannot be both the id-column and the label-column")
    }
    others = Set([id, label].compactMap { $0 })
  }

  private func place(_ column: TableOptions.Column?, _ what: String) throws -> Int? {
    switch column {
    case nil, .some(.none): return nil
    case .number(let number):
      guard (1...width).contains(number) else {
        throw DataFileError.content(
          path, "has \(DataFileError.columns(width)), but \(what) is \(number); must be from 1 to \(width)")
      }
      return number - 1
    case .named(let name):
      guard let names else {
        throw DataFileError.content(
          path, "\(what) is \(DataFileError.quoted(name)), but no line names the columns; give its number")
      }
      let found = names.indices.filter { names[$0] == name }
      guard found.count == 1 else {
        let shown = names.prefix(20).map(DataFileError.quoted).joined(separator: ", ")
        throw DataFileError.content(
          path,
          "\(found.isEmpty ? "no column is" : "\(found.count) columns are") named \(DataFileError.quoted(name)) (\(what)); "
            + "the first line names \(shown)\(names.count > 20 ? ", …" : "")")
      }
      return found[0]
    }
  }

  /// Decides what was not said.
  /// - Parameters:
  ///   - texts: columns that hold text.
  ///   - hasUnnamedIds: whether the header has no name for the first column.
  ///   - numbers: what the numbers of a column look like; asked for only where it matters.
  /// - Throws: ``DataFileError`` where evidence contradicts itself, or is not enough.
  mutating func decide(
    _ options: TableOptions, texts: Set<Int>, hasUnnamedIds: Bool, numbers: (Int) throws -> Numbers
  ) throws {
    if options.idColumn == nil { try decideIds(texts, hasUnnamedIds, numbers) }
    if options.labelColumn == nil { try decideLabels(texts, numbers) }
    if let text = texts.subtracting(others).min() {
      throw DataFileError.content(
        path, "column \(text + 1)\(named(text)) holds text, and nothing says what it is", remedy: .sayColumns)
    }
    guard options.idColumn == nil, options.labelColumn == nil, others.isEmpty else { return }
    try checkWholeNumbers(numbers)
  }

  private mutating func decideIds(
    _ texts: Set<Int>, _ hasUnnamedIds: Bool, _ numbers: (Int) throws -> Numbers
  ) throws {
    // An index of several levels has no name for any of them.
    let unnamed = names.map { $0.prefix(while: ColumnName.isEmpty).count } ?? 0
    var found = try columns(texts, numbers) { place, name in
      ColumnName.isEmpty(name) ? place < unnamed : ColumnName.isId(name)
    }
    if hasUnnamedIds { found.insert(0) }
    // Text at the beginning, or behind an index without a name, names the rows where nothing else does.
    if found.allSatisfy(isUnnamed),
      let next = (0..<width).first(where: { !found.contains($0) && !others.contains($0) }),
      texts.contains(next), !(names.map { ColumnName.isLabel($0[next]) } ?? false)
    {
      found.insert(next)
    }
    others.formUnion(found)
    id = found.filter { !isUnnamed($0) }.min() ?? found.min()
  }

  // Whether a column is an index that no one named.
  private func isUnnamed(_ column: Int) -> Bool {
    names.map { ColumnName.isEmpty($0[column]) || $0[column].hasPrefix("Unnamed:") } ?? false
  }

  private mutating func decideLabels(_ texts: Set<Int>, _ numbers: (Int) throws -> Numbers) throws {
    var found = try columns(texts, numbers) { _, name in ColumnName.isLabel(name) }
    let rest = texts.subtracting(others)
    if found.isEmpty, rest == [width - 1] { found = rest }
    label = found.min()
    others.formUnion(found)
  }

  // The columns whose name says so, and whose numbers do not say otherwise. A family of names is one of features.
  private func columns(
    _ texts: Set<Int>, _ numbers: (Int) throws -> Numbers, _ isMeant: (Int, String) -> Bool
  ) throws -> Set<Int> {
    guard let names else { return [] }
    let found = names.indices.filter { !others.contains($0) && isMeant($0, names[$0]) }
    guard found.count <= 3 else { return [] }
    for place in found where !texts.contains(place) {
      guard try !numbers(place).areWhole else { continue }
      throw DataFileError.content(
        path,
        "column \(place + 1)\(named(place)) is named as one that identifies or labels rows, but its numbers have fractions",
        remedy: .sayIdColumn(place + 1))
    }
    return Set(found)
  }

  // Whole numbers in a table of fractions: an index, ids, or class numbers.
  private mutating func checkWholeNumbers(_ numbers: (Int) throws -> Numbers) throws {
    guard width > 1 else { return }
    var whole: [(column: Int, numbers: Numbers)] = []
    for column in names == nil ? Array(0..<width) : [0] {
      let found = try numbers(column)
      if found.areWhole, !found.areConstant { whole.append((column, found)) }
    }
    let firstFraction = try (0..<width).first { try !numbers($0).areWhole }
    guard !whole.isEmpty, firstFraction != nil else { return }
    if names == nil, whole[0].column == 0, whole[0].numbers.count {
      (id, others, isIndexCounted) = (0, [0], true)
      whole.removeFirst()
    }
    if let unique = whole.first(where: { $0.numbers.areUnique }) {
      throw DataFileError.content(
        path,
        "column \(unique.column + 1)\(named(unique.column)) holds another whole number in every row, as ids do, and "
          + "other columns have fractions", remedy: .sayIdColumn(unique.column + 1))
    }
    if names == nil, whole.count == 1, whole[0].numbers.areRepeated,
      whole[0].column == 0 || whole[0].column == width - 1
    {
      throw DataFileError.content(
        path,
        "column \(whole[0].column + 1) holds whole numbers, as class numbers are, and all other columns have fractions",
        remedy: .sayLabelColumn(whole[0].column + 1))
    }
  }

  /// ` ('image_id')`, or nothing without a header.
  func named(_ column: Int) -> String {
    guard let name = names?[column], !ColumnName.isEmpty(name) else {
      return names == nil ? "" : " (unnamed)"
    }
    return " (\(DataFileError.quoted(name)))"
  }

  /// What was left out of the numbers, as a sentence; nil if nothing was.
  var note: String? {
    guard !others.isEmpty else { return nil }
    let parts = others.sorted().map { column in
      let use =
        column == id
        ? (isIndexCounted ? "counts the rows" : "names the rows")
        : column == label ? "labels them" : "is left out"
      return "column \(column + 1)\(named(column)) \(use)"
    }
    return parts.joined(separator: ", ")
  }
}
