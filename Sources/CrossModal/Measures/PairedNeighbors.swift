import Dense
import VectorFiles

/// The neighbor lists of two row-aligned sets of vectors, for all items or a part of them: what every measure of
/// neighborhoods needs.
///
/// Lists include self, so that they serve measures with and without it (``Dense/NeighborTable/excludingSelf(rows:)``).
package struct PairedNeighbors: Equatable, Sendable {
  /// The lists under one metric.
  package struct Lists: Equatable, Sendable {
    /// How distance is measured.
    package let metric: Metric
    /// List i holds the neighbors of item `rows[i]` in the first set.
    package let first: NeighborTable
    /// The same in the second set.
    package let second: NeighborTable

    /// Two tables of equal shape.
    package init(metric: Metric, first: NeighborTable, second: NeighborTable) {
      precondition(
        first.items == second.items && first.k == second.k && first.includesSelf && second.includesSelf,
        "tables \(first.items)×\(first.k) and \(second.items)×\(second.k), both with self")
      (self.metric, self.first, self.second) = (metric, first, second)
    }
  }

  /// Number of items of the sets.
  package let items: Int
  /// The items that have lists, ascending.
  package let rows: [Int]
  /// Lists for one or more metrics, all of the same shape.
  package let lists: [Lists]
  /// A checksum of the vectors, so that lists of different files are not joined.
  package let fingerprint: Int32

  /// Lists for the given rows.
  package init(items: Int, rows: [Int], lists: [Lists], fingerprint: Int32) {
    precondition(
      !lists.isEmpty
        && lists.allSatisfy { $0.first.items == rows.count && $0.first.k == lists[0].first.k },
      "lists of \(lists.map { "\($0.first.items)×\($0.first.k)" }) for \(rows.count) rows")
    (self.items, self.rows, self.lists, self.fingerprint) = (items, rows, lists, fingerprint)
  }

  /// Neighbors in each list, self included.
  package var k: Int { lists[0].first.k }

  /// Whether every item has lists.
  package var isComplete: Bool { rows.count == items }

  /// Searches both sets for `k` neighbors of each item, self included.
  package init(
    _ first: MatrixView<Float>, _ second: MatrixView<Float>, metrics: [Metric], k: Int, rows: [Int]? = nil,
    threads: Int = 1
  ) {
    self.init(
      MeasuredRows(first), MeasuredRows(second), metrics: metrics, k: k, rows: rows, threads: threads)
  }

  /// Searches both sets for `k` neighbors of each item, self included.
  ///
  /// - Parameters:
  ///   - rows: ascending; nil for all. All rows at once cost half as much as all of them in parts.
  ///   - progress: hears the part of the whole that is done, from 0 to 1.
  package init(
    _ first: MeasuredRows, _ second: MeasuredRows, metrics: [Metric], k: Int, rows: [Int]? = nil,
    threads: Int = 1, progress: (@Sendable (Double) -> Void)? = nil
  ) {
    precondition(
      first.rows == second.rows, "neighbors in sets of \(first.rows) and \(second.rows) items")
    // Work grows with the number of columns.
    let whole = Double((first.columns + second.columns) * metrics.count)
    let sets = metrics.flatMap { metric in [(metric, first), (metric, second)] }
    var done = 0.0
    let tables = sets.map { metric, set -> NeighborTable in
      var search = NeighborSearch(k: k, metric: metric, threads: threads)
      let before = done
      let share = Double(set.columns) / whole
      done += share
      if let progress { search.progress = { progress(before + share * $0) } }
      return set.neighbors(search, of: rows)
    }
    self.init(
      items: first.rows, rows: rows ?? Array(0..<first.rows),
      lists: metrics.enumerated().map { place, metric in
        Lists(metric: metric, first: tables[2 * place], second: tables[2 * place + 1])
      }, fingerprint: MeasuredRows.checksum(first, second))
  }
}
