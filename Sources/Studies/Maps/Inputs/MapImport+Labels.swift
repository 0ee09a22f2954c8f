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
