internal import DenseKernels

/// Exact search of nearest neighbors.
///
/// ``exactDistance(_:_:_:)`` decides, ties by lower index, always: whatever the path, the number of threads and the
/// data, the result equals a comparison of all pairs in Double. With `includesSelf` an item is before its equals:
/// first in its own list under cosine and Euclidean distance, whatever its duplicates, and for zero rows under cosine, which
/// are at distance 1 from everything (their other neighbors are the lowest indices); by inner product behind the
/// items that are nearer. Numbers must be finite (see ``MatrixView/firstNotFinite``).
///
/// Method: products of low precision find for each row all items that may belong to the k nearest, by a bound of their error
/// that no data can exceed; exact distances order them. The products are those of rows rounded to 8 or 16 bits where a sample
/// of the data says that this is cheapest (``NeighborPath``), else in Float. A row with more than max(1024, 4 k) such items is
/// searched again in Double. Cost n² d multiplications, half of which are spared by symmetry if rows are compared with
/// themselves; memory O(n (d + k)). Double rows likewise: they are centered and scaled in Double before they are rounded, and
/// their exact distances are those of the Double rows.
public struct NeighborSearch: Sendable {
  /// Neighbors of each item, at least 1.
  public var k: Int { didSet { check() } }
  /// How distance is measured.
  public var metric: Metric
  /// Whether an item may be in its own list.
  public var includesSelf: Bool
  /// Threads that share the work, at least 1; the result does not depend on it.
  public var threads: Int { didSet { check() } }
  /// How products are computed; the result does not depend on it. On a processor without it: products in Float. So too
  /// where whole numbers turn out to tell too little.
  public var path: NeighborPath
  /// Hears the part that is done, from 0 to 1, now and then, from any of the threads, one call at a time.
  public var progress: (@Sendable (Double) -> Void)?

  /// A search for `k` neighbors, on the fastest path.
  public init(k: Int, metric: Metric, includesSelf: Bool = true, threads: Int = 1) {
    (self.k, self.metric, self.includesSelf, self.threads) = (k, metric, includesSelf, threads)
    path = .automatic
    check()
  }

  private func check() {
    precondition(k >= 1, "\(k) neighbors")
    precondition(threads >= 1, "\(threads) threads")
  }
}

extension NeighborSearch {
  /// The nearest neighbors of every row of `items` (n×d) among all rows; 1 ≤ k ≤ n, or n − 1 without self.
  public func neighbors(of items: some RowMajor<Float>) -> NeighborTable {
    result(of: items).table
  }

  /// The nearest rows of `items` (m×d) for every row of `queries` (n×d), 1 ≤ k ≤ m; `includesSelf` has no meaning here.
  public func neighbors(of queries: some RowMajor<Float>, among items: some RowMajor<Float>) -> NeighborTable
  {
    result(of: queries, among: items).table
  }

  /// The neighbors of every row of `items`, or only of those in `range`, and what the search had to do.
  ///
  /// The tables of consecutive ranges, joined (``NeighborTable/init(joining:)``), are the table of all rows; a range
  /// costs as much as queries, so all rows in parts cost about twice as much as at once.
  public func result(of items: some RowMajor<Float>, rows range: Range<Int>? = nil) -> NeighborResult {
    let items = items.view
    guard let range, range != 0..<items.rows else { return result(of: .float(items)) }
    check(k, among: items.rows)
    return NeighborRun(
      search: self, queries: .float(items.rows(range)), items: .float(items), firstQuery: range.lowerBound,
      includesSelf: includesSelf
    ).run()
  }

  /// The neighbors of every row of `queries` among the rows of `items`, and what the search had to do.
  public func result(of queries: some RowMajor<Float>, among items: some RowMajor<Float>) -> NeighborResult {
    result(of: .float(queries.view), among: .float(items.view))
  }

  /// The nearest neighbors of every Double row.
  public func neighbors(of items: some RowMajor<Double>) -> NeighborTable {
    result(of: .double(DoubleRange.safe(items.view, items.view, metric).1)).table
  }

  /// The nearest rows of `items` for every row of `queries`.
  public func neighbors(of queries: some RowMajor<Double>, among items: some RowMajor<Double>)
    -> NeighborTable
  {
    let (queries, items) = DoubleRange.safe(queries.view, items.view, metric)
    return result(of: .double(queries), among: .double(items)).table
  }

  /// Bytes that a search takes beside its rows, at most for rows that are told apart: prepared rows, lists of candidates and
  /// the lists that it gives. `queries`: nil where every item is one.
  public func bytesNeeded(queries: Int? = nil, items: Int, columns: Int) -> Int {
    let rows = queries ?? items
    let prepared = 4 * columns * (items + (queries ?? 0))
    // Capacity of a list at its start: half more than is wanted, and whole vectors.
    return prepared + rows * (8 * (k + k / 2 + 32) + 4 * k)
  }

  private func result(of items: SourceRows) -> NeighborResult {
    check(k, among: items.rows)
    return NeighborRun(search: self, queries: nil, items: items, firstQuery: 0, includesSelf: includesSelf)
      .run()
  }

  private func result(of queries: SourceRows, among items: SourceRows) -> NeighborResult {
    precondition(
      queries.columns == items.columns,
      "neighbors of rows of \(queries.rows)×\(queries.columns) among \(items.rows)×\(items.columns)")
    precondition(k <= items.rows, "\(k) neighbors among \(items.rows) items")
    return NeighborRun(search: self, queries: queries, items: items, firstQuery: nil, includesSelf: false)
      .run()
  }

  private func check(_ k: Int, among items: Int) {
    precondition(
      k <= items - (includesSelf ? 0 : 1),
      "\(k) neighbors among \(items) items, self \(includesSelf ? "included" : "excluded")")
  }
}
