import VectorFiles

extension MapImport {
  /// The groups of the rows: those that the configuration names, or those that follow from several rows an item; nil
  /// without any.
  /// - Parameters:
  ///   - counts: rows, or training and test rows.
  ///   - rowsPerItem: how many rows each item of the files had; the file of groups has one line an item.
  ///   - own: the group of each row that follows from the rows themselves, file by file.
  /// - Throws: ``StudyError/data(message:)`` for a file of another length, and for a group with training and test rows.
  func readGroups(counts: [Int], rowsPerItem: Int, own: [[String]]?) throws -> ItemGroups? {
    guard let source = configuration.dataset.groups else {
      guard let own else { return nil }
      try checkApart(own)
      return ItemGroups(own.flatMap { $0 })
    }
    let parts = try LabelInput(source).parts
    tell(parts.map { ($0.path, $0.notes) })
    for (part, count) in zip(parts, counts) where part.rows.count * rowsPerItem != count {
      throw StudyError.data(
        message: "\(part.path): groups of \(part.rows.count) rows; the features have \(count / rowsPerItem)")
    }
    // A cell with blanks is one name.
    let names = parts.map { part in
      part.rows.flatMap { repeatElement($0.joined(separator: " "), count: rowsPerItem) }
    }
    try checkApart(names)
    return ItemGroups(names.flatMap { $0 })
  }

  /// The files of groups.
  var groupFiles: [InputFile] { configuration.dataset.groups?.source.files ?? [] }

  /// Refuses groups that are not those of the study. A file that is no longer there is passed over.
  func check(groups known: MapInputs, counts: [Int]) throws {
    guard !groupFiles.isEmpty, groupFiles.allSatisfy({ files.stamp($0) != nil }) else { return }
    let groups = try readGroups(counts: counts, rowsPerItem: known.rowsPerItem ?? 1, own: nil)
    guard groups == known.itemGroups else {
      throw StudyError.otherConfiguration(
        study: directory.path, difference: "it was made with other groups than \(names(groupFiles)) has now")
    }
  }

  /// Counts what repeats in what the study keeps, and says it.
  func countRepetitions(_ inputs: inout MapInputs) throws {
    try inputs.countRepetitions { try FeatureTable.read(directory.data + "/" + $0.file) }
    let sides = configuration.dataset.sides
    for text in [inputs.repeatedRows(sides), inputs.rowsKeptTogether(sides)].compactMap({ $0 }) {
      onEvent(.note(text))
    }
  }

  // Refuses a group that has training rows and test rows: its test rows would be known before the test.
  private func checkApart(_ names: [[String]]) throws {
    guard names.count == 2 else { return }
    let training = Dictionary(names[0].enumerated().map { ($1, $0) }) { first, _ in first }
    for (row, name) in names[1].enumerated() {
      guard let known = training[name] else { continue }
      throw StudyError.data(
        message:
          "group \(DataFileError.quoted(name)) has training rows and test rows (training row \(known + 1), test row "
          + "\(row + 1)); a group must be on one side of the split")
    }
  }
}
