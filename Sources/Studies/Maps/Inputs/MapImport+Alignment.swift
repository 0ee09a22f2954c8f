import VectorFiles

extension MapImport {
  /// Brings the rows of all sets together, file by file, and tells training from test rows: before rows are joined where some
  /// sets have them in two files and others in one.
  /// - Throws: ``VectorFiles/DataFileError`` and ``StudyError`` for rows that do not belong together.
  func aligned(_ inputs: [FeatureInput]) throws -> [FeatureInput] {
    let areAlike = Set(inputs.map(\.parts.count)).count == 1
    let inputs = areAlike ? inputs : try inputs.map { try $0.divided() }
    var selections: [[[Int]?]] = inputs.map { _ in [] }
    for place in 0..<(inputs.map(\.parts.count).min() ?? 0) {
      let joined: AlignedRows
      do {
        joined = try AlignedRows(
          inputs.map { $0.parts[place].named }, alignment: configuration.dataset.alignment)
      } catch let error as DataFileError {
        throw error.remedied(in: "dataset")
      }
      if configuration.dataset.labels != nil, joined.selections.contains(where: { $0 != nil }) {
        throw StudyError.data(
          message:
            "dataset.align: names puts rows in another order, which the file of dataset.labels cannot follow; "
            + "labels must stand in a column of the feature files")
      }
      for note in joined.notes { onEvent(.note(note)) }
      for (input, selection) in joined.selections.enumerated() { selections[input].append(selection) }
    }
    let joined = zip(inputs, selections).map { $0.selecting($1) }
    let divided = areAlike ? try joined.map { try $0.divided() } : joined
    for other in divided.dropFirst() {
      for (a, b) in zip(divided[0].parts, other.parts) where a.rows.count != b.rows.count {
        throw StudyError.data(
          message: "\(b.path): \(b.rows.count) rows, but \(a.path) has \(a.rows.count); "
            + "row i of all feature sets must be the same item")
      }
    }
    return divided
  }
}
