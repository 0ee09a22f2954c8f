extension MapImport {
  /// Refuses folds that cannot be, and more neighbors than the set in which they are searched has.
  func checkSizes(_ inputs: MapInputs) throws {
    let evaluation = configuration.evaluation
    try inputs.checkFolds(evaluation)
    let k = configuration.measures.k
    // The smallest set in which neighbors are searched: a fold, or the test rows.
    let name = inputs.trainingItems == nil ? "a fold" : "the test split"
    guard inputs.groups != nil || evaluation.isStratified else {
      let smallest = inputs.trainingItems.map { inputs.items - $0 } ?? inputs.items / evaluation.folds
      guard k < smallest else {
        throw StudyError.data(
          message: "measures.k is \(k), but \(name) has only \(smallest) items; k must be smaller")
      }
      return
    }
    for rows in measuredRows(inputs) {
      let largest = inputs.groups.map { groups in ItemGroups.largest(rows.map { groups[$0] }) } ?? 1
      guard k > rows.count - largest else { continue }
      throw StudyError.data(
        message: "measures.k is \(k), but \(name) of \(rows.count) items has a group of \(largest), which leaves "
          + "\(rows.count - largest) neighbors outside; k must not be larger")
    }
  }

  // The rows of each final fit.
  private func measuredRows(_ inputs: MapInputs) -> [[Int]] {
    if let training = inputs.trainingItems { return [Array(training..<inputs.items)] }
    let folds = inputs.folds(configuration.evaluation, key: FitStreams(configuration).folds)
    return (0..<folds.count).map { folds.heldOut($0).map(Int.init) }
  }
}
