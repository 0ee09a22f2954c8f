/// The fits of a plan as the engine numbers them: the search cell by cell, setting by setting and fold by fold, then the
/// final fits cell by cell.
struct FitNumbers: Hashable, Sendable {
  private let folds: Int
  private let finalFits: Int
  // The first search fit of each cell, and the end of the last.
  private let starts: [Int]

  /// Numbers for cells with so many settings.
  init(settings: [Int], folds: Int, finalFits: Int) {
    (self.folds, self.finalFits) = (folds, finalFits)
    starts = settings.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1 * folds) }
  }

  /// Number of search fits.
  var searchCount: Int { starts[starts.count - 1] }
  /// Number of all fits.
  var count: Int { searchCount + (starts.count - 1) * finalFits }

  /// The number of a fit of the plan.
  func unit(of fit: FitIdentifier) -> Int {
    switch fit {
    case .search(let cell, let setting, let fold): starts[cell] + setting * folds + fold
    case .final(let cell, let repetition): searchCount + cell * finalFits + repetition
    }
  }

  /// The fit of a number.
  func fit(of unit: Int) -> FitIdentifier {
    precondition((0..<count).contains(unit), "fit \(unit) of \(count)")
    guard unit < searchCount else {
      let place = unit - searchCount
      return .final(cell: place / finalFits, repetition: place % finalFits)
    }
    // The last cell that begins at or before the unit.
    var (low, high) = (0, starts.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= unit { low = middle } else { high = middle }
    }
    let place = unit - starts[low]
    return .search(cell: low, setting: place / folds, fold: place % folds)
  }
}
