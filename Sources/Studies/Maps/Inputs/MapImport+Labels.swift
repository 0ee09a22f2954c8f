extension MapImport {
  /// Labels of their own file, or else the label column of a feature file, if all that have one agree.
  func readLabels(
    counts: [Int], rowsPerItem: Int, _ inputs: [FeatureInput]
  ) throws -> [[String]]? {
    if let source = configuration.dataset.labels {
      let parts = try LabelInput(source).parts
      tell(parts.map { ($0.path, $0.notes) })
      for (part, count) in zip(parts, counts) where part.rows.count * rowsPerItem != count {
        throw StudyError.data(
          message:
            "\(part.path): labels of \(part.rows.count) rows; the features have \(count / rowsPerItem)")
      }
      return parts.flatMap(\.rows).flatMap { repeatElement($0, count: rowsPerItem) }
    }
    for input in inputs {
      let parts = input.parts.compactMap(\.labels)
      if parts.count == input.parts.count { return parts.flatMap { $0 } }
    }
    return nil
  }

  /// Refuses labels that are not those of the study: those of their own file. A file that is no longer there is passed over.
  func check(labels known: MapInputs, counts: [Int]) throws {
    guard configuration.dataset.labels != nil, labelFiles.allSatisfy({ files.stamp($0) != nil }) else {
      return
    }
    let labels = try readLabels(counts: counts, rowsPerItem: known.rowsPerItem ?? 1, [])
    guard labels == known.labels else { throw otherLabels(labelFiles) }
  }

  /// Refuses the label column of a changed feature file where the study has other labels from it.
  func check(labelsOf input: FeatureInput, _ known: MapInputs) throws {
    guard configuration.dataset.labels == nil, let labels = known.labels,
      sides.first?.set.name == input.set.name, input.parts.allSatisfy({ $0.labels != nil })
    else { return }
    let own = input.parts.compactMap(\.labels).flatMap { $0 }
    guard own == labels else { throw otherLabels(input.set.files) }
  }

  private func otherLabels(_ files: [InputFile]) -> StudyError {
    .otherConfiguration(
      study: directory.path, difference: "it was made with other labels than \(names(files)) has now")
  }

  /// Refuses measures that take labels where there are none.
  func checkLabels(_ inputs: MapInputs) throws {
    guard inputs.labels == nil,
      let measure = configuration.measures.also.first(where: \.takesLabels)
    else { return }
    throw StudyError.data(
      message: "measures.also: \(measure.rawValue) needs a label for every row, and there are none; "
        + "dataset.labels or a label-column gives them")
  }

  /// The names of the items, from the first set whose files all name their rows otherwise than by labels; nil without one.
  func itemNames(_ read: [FeatureInput]) -> [String]? {
    for input in read {
      let parts = input.parts.compactMap { $0.named.areLabels ? nil : $0.named.names }
      if parts.count == input.parts.count { return parts.flatMap { $0 } }
    }
    return nil
  }
}
