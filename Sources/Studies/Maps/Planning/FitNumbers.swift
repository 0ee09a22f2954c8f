/// The fits of a plan as the engine numbers them: the search cell by cell, setting by setting and fold by fold, then the
/// later rungs of a race cell by cell, rung by rung, setting by setting and fold by fold, then the final fits cell by cell.
struct FitNumbers: Hashable, Sendable {
  private let folds: Int
  private let finalFits: Int
  // The first search fit of each cell, and the end of the last.
  private let starts: [Int]
  // The first later rung of each cell likewise, from 0.
  private let rungStarts: [Int]

  /// Numbers for cells with so many settings, and so many rungs after the first.
  init(settings: [Int], folds: Int, finalFits: Int, laterRungs: [Int]? = nil) {
    (self.folds, self.finalFits) = (folds, finalFits)
    starts = settings.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1 * folds) }
    let later = laterRungs ?? settings.map { _ in 0 }
    precondition(later.count == settings.count, "rungs of \(later.count) cells for \(settings.count)")
    rungStarts = zip(settings, later).reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.0 * $1.1 * folds) }
  }

  /// Number of search fits; of a race those of the first rung.
  var searchCount: Int { starts[starts.count - 1] }
  /// Number of the fits of later rungs, if no setting stopped.
  var rungCount: Int { rungStarts[rungStarts.count - 1] }
  /// Number of all fits.
  var count: Int { searchCount + rungCount + (starts.count - 1) * finalFits }

  /// The number of a fit of the plan.
  func unit(of fit: FitIdentifier) -> Int {
    switch fit {
    case .search(let cell, let setting, let fold): starts[cell] + setting * folds + fold
    case .rung(let cell, let setting, let fold, let rung):
      searchCount + rungStarts[cell] + (rung - 1) * (starts[cell + 1] - starts[cell]) + setting * folds + fold
    case .final(let cell, let repetition): searchCount + rungCount + cell * finalFits + repetition
    }
  }

  /// The fit of a number.
  func fit(of unit: Int) -> FitIdentifier {
    precondition((0..<count).contains(unit), "fit \(unit) of \(count)")
    if unit < searchCount {
      let cell = cell(of: unit, starts)
      let place = unit - starts[cell]
      return .search(cell: cell, setting: place / folds, fold: place % folds)
    }
    let later = unit - searchCount
    guard later < rungCount else {
      let place = later - rungCount
      return .final(cell: place / finalFits, repetition: place % finalFits)
    }
    let cell = cell(of: later, rungStarts)
    let (rung, place) = (later - rungStarts[cell]).quotientAndRemainder(
      dividingBy: starts[cell + 1] - starts[cell])
    return .rung(cell: cell, setting: place / folds, fold: place % folds, rung: rung + 1)
  }

  // The last cell that begins at or before a place.
  private func cell(of place: Int, _ starts: [Int]) -> Int {
    var (low, high) = (0, starts.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= place { low = middle } else { high = middle }
    }
    return low
  }
}
