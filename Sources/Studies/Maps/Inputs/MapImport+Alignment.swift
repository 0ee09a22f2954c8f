import VectorFiles

/// Feature sets whose rows belong together: row i of all is one item.
struct AlignedInputs {
  /// The sets.
  var sets: [FeatureInput]
  /// How many rows each item of the files had: the rows of one are a group.
  var rowsPerItem = 1
  /// The names that joined the rows, file by file, where one side repeats them: rows of one name are a group.
  var names: [[String]]?

  /// Rows, or training and test rows.
  var counts: [Int] { sets.first?.counts ?? [] }

  /// The group of each row, file by file, that follows from the rows themselves; nil where each stands for itself.
  var groups: [[String]]? {
    guard rowsPerItem > 1 else { return names }
    return counts.enumerated().map { part, count in
      (0..<count).map { "\(part == 0 ? "item" : "test item") \($0 / rowsPerItem + 1)" }
    }
  }
}

extension MapImport {
  /// Brings the rows of all sets together, file by file, and tells training from test rows: before rows are joined where some
  /// sets have them in two files and others in one. Sets of one row an item repeat it where others have several.
  /// - Throws: ``VectorFiles/DataFileError`` and ``StudyError`` for rows that do not belong together.
  func aligned(_ inputs: [FeatureInput]) throws -> AlignedInputs {
    let areAlike = Set(inputs.map(\.parts.count)).count == 1
    let inputs = areAlike ? inputs : try inputs.map { try $0.divided() }
    var selections: [[[Int]?]] = inputs.map { _ in [] }
    var names: [[String]]?
    for place in 0..<(inputs.map(\.parts.count).min() ?? 0) {
      let joined = try joined(inputs.map { $0.parts[place].named })
      for (input, selection) in joined.selections.enumerated() { selections[input].append(selection) }
      if let repeated = joined.repeatedNames { names = (names ?? []) + [repeated] }
    }
    let joined = zip(inputs, selections).map { $0.selecting($1) }
    let divided = areAlike ? try joined.map { try $0.divided() } : joined
    for other in divided.dropFirst() {
      for (a, b) in zip(divided[0].parts, other.parts) where a.count != b.count {
        throw StudyError.data(
          message: "\(b.path): \(b.count) rows, but \(a.path) has \(a.count); "
            + "row i of all feature sets must be the same item")
      }
    }
    let counts = divided.first?.counts ?? []
    if let given = names, given.count < counts.count, areAlike, given.count == 1 {
      // One file whose rows were divided after they were joined: the names go with their rows.
      names = try divided.first?.dividing(given[0])
    }
    return try severalRows(AlignedInputs(sets: divided, names: names?.count == counts.count ? names : nil))
  }

  private func joined(_ tables: [NamedRows]) throws -> AlignedRows {
    let dataset = configuration.dataset
    let joined: AlignedRows
    do {
      joined = try AlignedRows(
        tables, alignment: dataset.alignment, joinsRepeatedNames: dataset.alignment == .names)
    } catch let error as DataFileError {
      throw error.remedied(in: "dataset")
    }
    if dataset.labels != nil, joined.selections.contains(where: { $0 != nil }) {
      throw StudyError.data(
        message:
          "dataset.align: names puts rows in another order, which the file of dataset.labels cannot follow; "
          + "labels must be in a column of the feature files")
    }
    if dataset.names != nil, joined.selections.contains(where: { $0 != nil }) {
      throw StudyError.data(
        message:
          "dataset.align: names puts rows in another order, which the file of dataset.names cannot follow; "
          + "leave dataset.names out: the rows bring their names")
    }
    if dataset.groups != nil, joined.repeatedNames != nil || joined.selections.contains(where: { $0 != nil })
    {
      throw StudyError.data(
        message:
          "dataset.align: names puts rows in another order, which the file of dataset.groups cannot follow; "
          + "bring the rows of the files into one order, or leave dataset.groups out")
    }
    for note in joined.notes { onEvent(.note(note)) }
    return joined
  }

  private func severalRows(_ aligned: AlignedInputs) throws -> AlignedInputs {
    let several = aligned.sets.filter { $0.rowsPerItem > 1 }
    guard let first = several.first else { return aligned }
    if let other = several.first(where: { $0.rowsPerItem != first.rowsPerItem }) {
      throw StudyError.data(
        message: "\(other.parts[0].path): \(other.rowsPerItem) rows an item, but \(first.parts[0].path) has "
          + "\(first.rowsPerItem); sets with several rows an item must have as many")
    }
    var given = aligned
    given.rowsPerItem = first.rowsPerItem
    given.sets = aligned.sets.map { $0.givingItems(rows: first.rowsPerItem) }
    return given
  }
}

extension FeatureInput {
  /// What belongs to the rows of one file, divided as its rows are; nil for rows that are not divided.
  func dividing(_ values: [String]) throws -> [[String]]? {
    guard case .divided(let file, let ranges) = set.source else { return nil }
    let (training, test) = try ranges.split(count: values.count, path: file.path)
    return [training, test].map { rows in rows.map { values[$0] } }
  }
}
