/// Exact search of nearest neighbors.
///
/// ``exactDistance(_:_:_:)`` decides, ties by lower index, always: whatever the path, the number of threads and the
/// data, the result equals a comparison of all pairs in Double. With `includesSelf` an item competes for its own list
/// like any other, at the distance computed: Euclidean 0, so it comes after exact duplicates of lower index and may be
/// crowded out by k of them; a zero row under cosine is at distance 1 from everything, itself included, so its
/// neighbors are the k lowest indices. Numbers must be finite (see ``MatrixView/firstNotFinite``).
public struct NeighborSearch: Sendable {
  /// Neighbors of each item.
  public var k: Int
  /// How distance is measured.
  public var metric: Metric
  /// Whether an item may stand in its own list.
  public var includesSelf: Bool
  /// Threads that share the work; the result does not depend on it.
  public var threads: Int

  /// A search for `k` neighbors.
  public init(k: Int, metric: Metric, includesSelf: Bool = true, threads: Int = 1) {
    precondition(k >= 1, "\(k) neighbors")
    precondition(threads >= 1, "\(threads) threads")
    (self.k, self.metric, self.includesSelf, self.threads) = (k, metric, includesSelf, threads)
  }

  /// The nearest neighbors of every row of `items` (n×d) among all rows; 1 ≤ k ≤ n, or n − 1 without self.
  public func neighbors(of items: MatrixView<Float>) -> NeighborTable {
    exhaustive(items)
  }

  /// The same for Double rows, by comparison of all pairs.
  public func neighbors(of items: MatrixView<Double>) -> NeighborTable {
    exhaustive(items)
  }

  /// The nearest rows of `items` (m×d) for every row of `queries` (n×d), 1 ≤ k ≤ m; `includesSelf` has no meaning here.
  public func neighbors(of queries: MatrixView<Float>, among items: MatrixView<Float>) -> NeighborTable {
    exhaustive(queries, among: items)
  }

  /// The same for Double rows.
  public func neighbors(of queries: MatrixView<Double>, among items: MatrixView<Double>) -> NeighborTable {
    exhaustive(queries, among: items)
  }

  private func exhaustive<Scalar: ExactDistanceScalar>(_ items: MatrixView<Scalar>) -> NeighborTable {
    precondition(
      k <= items.rows - (includesSelf ? 0 : 1),
      "\(k) neighbors among \(items.rows) items, self \(includesSelf ? "included" : "excluded")")
    let search = ExhaustiveSearch(of: items, among: items, metric: metric)
    var indices: [Int32] = []
    indices.reserveCapacity(items.rows * k)
    for item in 0..<items.rows {
      indices += search.nearest(item, k: k, excluding: includesSelf ? -1 : item)
    }
    return NeighborTable(items: items.rows, k: k, includesSelf: includesSelf, indices: indices)
  }

  private func exhaustive<Scalar: ExactDistanceScalar>(
    _ queries: MatrixView<Scalar>, among items: MatrixView<Scalar>
  ) -> NeighborTable {
    precondition(
      queries.columns == items.columns,
      "neighbors of rows of \(queries.rows)×\(queries.columns) among \(items.rows)×\(items.columns)")
    precondition(k <= items.rows, "\(k) neighbors among \(items.rows) items")
    let search = ExhaustiveSearch(of: queries, among: items, metric: metric)
    let indices = (0..<queries.rows).flatMap { search.nearest($0, k: k, excluding: -1) }
    return NeighborTable(items: queries.rows, k: k, includesSelf: false, indices: indices)
  }
}
