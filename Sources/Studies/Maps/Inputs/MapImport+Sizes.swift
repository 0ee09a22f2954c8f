import CrossModal
import Dense

extension MapImport {
  /// Refuses what the configuration cannot have with these inputs, before anything is trained.
  /// - Parameter isKnown: whether a study has them already, of which files may be gone.
  func check(_ inputs: MapInputs, isKnown: Bool = false) throws {
    try checkSizes(inputs)
    try checkLabels(inputs)
    try checkShown(inputs, passesOverMissing: isKnown)
  }

  /// Refuses folds that cannot be, and more neighbors than the set in which they are searched has.
  func checkSizes(_ inputs: MapInputs) throws {
    let evaluation = configuration.evaluation
    try inputs.checkFolds(evaluation)
    let k = largestCount
    // The smallest set in which neighbors are searched: a fold, or the test rows.
    let name = inputs.trainingItems == nil ? "a fold" : "the test split"
    guard inputs.groups != nil || evaluation.isStratified else {
      let smallest = inputs.trainingItems.map { inputs.items - $0 } ?? inputs.items / evaluation.folds
      try checkShares(smallest, name)
      guard k < smallest else {
        throw StudyError.data(
          message: "measures.k is \(k), but \(name) has only \(smallest) items; k must be smaller")
      }
      return
    }
    for rows in measuredRows(inputs) {
      try checkShares(rows.count, name)
      let largest = inputs.groups.map { groups in NeighborTable.largestGroup(rows.map { groups[$0] }) } ?? 1
      guard k > rows.count - largest else { continue }
      throw StudyError.data(
        message:
          "measures.k is \(k), but \(name) of \(rows.count) items has a group of \(largest), which leaves "
          + "\(rows.count - largest) neighbors outside; k must not be larger")
    }
  }

  // The largest number of neighbors that is asked for as one.
  private var largestCount: Int {
    configuration.measures.further.reduce(configuration.measures.k) { largest, count in
      if case .number(let number) = count { max(largest, number) } else { largest }
    }
  }

  private func checkShares(_ items: Int, _ name: String) throws {
    for count in configuration.measures.further {
      let k = count.neighbors(of: items)
      guard k == nil || k ?? 0 >= items else { continue }
      throw StudyError.data(
        message: "measures.k: \(count) of \(name) of \(items) items is "
          + (k == nil ? "less than one neighbor" : "all of them, and an item has \(items - 1) others"))
    }
  }

  // The rows of each final fit.
  private func measuredRows(_ inputs: MapInputs) -> [[Int]] {
    if let training = inputs.trainingItems { return [Array(training..<inputs.items)] }
    let folds = inputs.folds(configuration.evaluation, key: FitStreams(configuration).folds)
    return (0..<folds.count).map { folds.heldOut($0).map(Int.init) }
  }
}
