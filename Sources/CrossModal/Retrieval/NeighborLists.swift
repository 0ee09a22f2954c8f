import Dense

/// The exact nearest neighbors of rows: in their own set, or among the rows of another, with their distances.
package struct NeighborLists: Equatable, Sendable {
  /// List i holds the neighbors of row i, nearest first, ties by lower index; without the row itself.
  package let table: NeighborTable
  /// Their distances, a row for each list: 1 − cosine, the Euclidean distance, or −CSLS.
  package let distances: Matrix<Double>
  /// Lists whose last neighbor is exactly as far as the next one, so that the row order decides.
  package let tiedRows: Int

  /// Lists that are known.
  init(table: NeighborTable, distances: Matrix<Double>, tiedRows: Int) {
    (self.table, self.distances, self.tiedRows) = (table, distances, tiedRows)
  }

  /// Lists of `k` neighbors and one more where there is one, with the distances of each.
  init(_ longer: NeighborTable, k: Int, distance: (_ row: Int, _ item: Int) -> Double) {
    var (distances, tied) = ([Double](), 0)
    distances.reserveCapacity(longer.items * k)
    for row in 0..<longer.items {
      let found = longer[row].map { distance(row, Int($0)) }
      if found.count > k, found[k - 1] == found[k] { tied += 1 }
      distances += found.prefix(k)
    }
    self.init(
      table: longer.nearest(k), distances: Matrix(rows: longer.items, columns: k, elements: distances),
      tiedRows: tied)
  }

  /// Searches `k` neighbors of each row (n×d) of `rows` among the others of the set, k < n, or among the rows of `others`
  /// (m×d), k ≤ m. Exact as ``Dense/NeighborSearch`` is; rows in Double as ``MeasuredRows/lists(_:k:of:)`` takes them.
  package init(
    of rows: MeasuredRows, among others: MeasuredRows? = nil, k: Int, metric: Metric, threads: Int = 1,
    path: NeighborPath = .automatic, progress: (@Sendable (Double) -> Void)? = nil
  ) {
    let items = others ?? rows
    let most = items.rows - (others == nil ? 1 : 0)
    precondition(
      rows.columns == items.columns && k >= 1 && k <= most,
      "\(k) neighbors of rows of \(rows.rows)×\(rows.columns) among \(items.rows)×\(items.columns)")
    // One more says whether the last one is tied.
    let wanted = min(k + 1, most)
    var search = NeighborSearch(k: wanted, metric: metric, threads: threads)
    search.progress = progress
    search.path = path
    let isDouble = rows.exact != nil || items.exact != nil
    guard isDouble else {
      let table = others.map { search.neighbors(of: rows.rounded, among: $0.rounded) }
      self.init(
        table ?? Self.own(rows, search, wanted), k: k,
        distance: Self.distance(rows.rounded, items.rounded, metric))
      return
    }
    var (queries, targets, shown) = (rows.inDouble, items.inDouble, metric)
    // Rows that are nearly parallel are told apart by their differences.
    if metric == .cosine, let directions = MeasuredRows.narrowDirections(queries),
      let others = MeasuredRows.narrowDirections(targets)
    {
      (queries, targets, shown) = (directions.view, others.view, .euclidean)
      search.metric = .euclidean
    }
    let table =
      others == nil ? Self.own(rows, search, wanted, metric) : search.neighbors(of: queries, among: targets)
    let plain = Self.distance(queries, targets, shown)
    self.init(table, k: k) { row, item in
      let distance = plain(row, item)
      // Of rows of length 1, 1 − cos is half the squared distance.
      return metric != shown ? distance * distance / 2 : distance
    }
  }

  private static func own(
    _ rows: MeasuredRows, _ search: NeighborSearch, _ k: Int, _ metric: Metric? = nil
  ) -> NeighborTable {
    var search = search
    search.k = k + 1
    search.metric = metric ?? search.metric
    return rows.lists(search, k: k + 1, of: nil).table.excludingSelf()
  }

  // 1 − cosine, or the Euclidean distance.
  private static func distance<Scalar: ExactDistanceScalar>(
    _ rows: MatrixView<Scalar>, _ items: MatrixView<Scalar>, _ metric: Metric
  ) -> (Int, Int) -> Double {
    { row, item in
      let distance = exactDistance(rows.row(row), items.row(item), metric)
      return metric == .euclidean ? distance.squareRoot() : distance
    }
  }
}
