import Dense

/// The rows of a space as its neighbor searches take them, so that a search among a part of the rows decides as one among
/// all of them does.
struct SearchedRows: Sendable {
  private enum Numbers: Sendable {
    case float(MatrixView<Float>)
    case double(MatrixView<Double>)
  }

  private let numbers: Numbers
  private let metric: Metric

  /// Number of rows.
  let rows: Int

  /// The rows of a space under cosine or Euclidean distance. Double rows that are nearly parallel are compared by their
  /// directions, as in ``MeasuredRows/lists(_:k:of:)``.
  init(_ rows: MeasuredRows, metric: Metric) {
    self.rows = rows.rows
    guard let exact = rows.exact else {
      (numbers, self.metric) = (.float(rows.rounded), metric)
      return
    }
    if metric == .cosine, let directions = MeasuredRows.narrowDirections(exact) {
      (numbers, self.metric) = (.double(directions.view), .euclidean)
    } else {
      (numbers, self.metric) = (.double(exact), metric)
    }
  }

  /// The `k` nearest others of every row. Cost of a ``Dense/NeighborSearch``.
  func neighbors(_ k: Int, threads: Int, progress: (@Sendable (Double) -> Void)? = nil) -> NeighborTable {
    var search = NeighborSearch(k: k, metric: metric, includesSelf: false, threads: threads)
    search.progress = progress
    return switch numbers {
    case .float(let view): search.neighbors(of: view)
    case .double(let view): search.neighbors(of: view)
    }
  }

  /// The `k` nearest others of every member of a subset inside it, by places in the subset.
  /// - Parameter subset: ascending, so that ties go to the same row as among all rows.
  func neighbors(_ k: Int, inside subset: [Int]) -> NeighborTable {
    let search = NeighborSearch(k: k, metric: metric, includesSelf: false)
    return switch numbers {
    case .float(let view): search.neighbors(of: Matrix(view, selecting: subset))
    case .double(let view): search.neighbors(of: Matrix(view, selecting: subset))
    }
  }

  /// The same for the members that are at some places of the subset.
  func neighbors(_ k: Int, inside subset: [Int], of places: [Int]) -> NeighborTable {
    let search = NeighborSearch(k: k + 1, metric: metric)
    switch numbers {
    case .float(let view):
      let members = Matrix(view, selecting: subset)
      return own(search.neighbors(of: Matrix(members, selecting: places), among: members), places)
    case .double(let view):
      let members = Matrix(view, selecting: subset)
      return own(search.neighbors(of: Matrix(members, selecting: places), among: members), places)
    }
  }

  private func own(_ table: NeighborTable, _ places: [Int]) -> NeighborTable {
    table.withOwnFirst(rows: places).excludingSelf(rows: places)
  }
}
