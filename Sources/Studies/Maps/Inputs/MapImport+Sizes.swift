extension MapImport {
  /// Refuses folds without rows, and more neighbors than the set in which they are searched has.
  func checkSizes(_ counts: [Int]) throws {
    let folds = configuration.evaluation.folds
    guard let searched = counts.first, let measured = counts.last else { return }
    guard searched >= folds else {
      throw StudyError.data(message: "\(searched) rows for \(folds) folds: a fold would have no rows")
    }
    // The smallest set in which neighbors are searched: a fold, or the test rows.
    let smallest = counts.count == 2 ? measured : searched / folds
    guard configuration.measures.k < smallest else {
      throw StudyError.data(
        message:
          "measures.k is \(configuration.measures.k), but \(counts.count == 2 ? "the test split" : "a fold") "
          + "has only \(smallest) items; k must be smaller")
    }
  }
}
