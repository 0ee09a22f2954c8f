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
    /// Where the lists of the two sets depend on the row order; nil for lists that do not say.
    package let ties: Ties?

    /// Two tables of equal shape.
    package init(metric: Metric, first: NeighborTable, second: NeighborTable, ties: Ties? = nil) {
      precondition(
        first.items == second.items && first.k == second.k && first.includesSelf && second.includesSelf,
        "tables \(first.items)×\(first.k) and \(second.items)×\(second.k), both with self")
      (self.metric, self.first, self.second, self.ties) = (metric, first, second, ties)
    }
  }

  /// The ties of the lists in both sets.
  package struct Ties: Equatable, Sendable {
    /// In the first set.
    package let first: NeighborTies
    /// In the second set.
    package let second: NeighborTies

    /// Ties of two tables of equal shape.
    package init(first: NeighborTies, second: NeighborTies) { (self.first, self.second) = (first, second) }
  }

  /// One of the two sets, all rows of it.
  package struct Space: Equatable, Sendable {
    /// Dimension of the vectors.
    package let dimensions: Int
    /// Equal and zero rows.
    package let facts: RowFacts

    /// What is known of a set.
    package init(dimensions: Int, facts: RowFacts) { (self.dimensions, self.facts) = (dimensions, facts) }
  }

  /// Number of items of the sets.
  package let items: Int
  /// The items that have lists, ascending.
  package let rows: [Int]
  /// Lists for one or more metrics, all of the same shape.
  package let lists: [Lists]
  /// A checksum of the vectors, so that lists of different files are not joined.
  package let fingerprint: Int32
  /// The two sets; nil for lists that do not say.
  package let spaces: [Space]?

  /// Lists for the given rows.
  package init(items: Int, rows: [Int], lists: [Lists], fingerprint: Int32, spaces: [Space]? = nil) {
    precondition(
      !lists.isEmpty
        && lists.allSatisfy { $0.first.items == rows.count && $0.first.k == lists[0].first.k },
      "lists of \(lists.map { "\($0.first.items)×\($0.first.k)" }) for \(rows.count) rows")
    (self.items, self.rows, self.lists) = (items, rows, lists)
    (self.fingerprint, self.spaces) = (fingerprint, spaces)
  }

  /// Neighbors in each list, self included.
  package var k: Int { lists[0].first.k }

  /// Whether every item has lists.
  package var isComplete: Bool { rows.count == items }

  /// Searches both sets for `k` neighbors of each item, self included: the item first, then ties by lower index.
  package init(
    _ first: MatrixView<Float>, _ second: MatrixView<Float>, metrics: [Metric], k: Int, rows: [Int]? = nil,
    threads: Int = 1
  ) {
    self.init(
      MeasuredRows(first), MeasuredRows(second), metrics: metrics, k: k, rows: rows, threads: threads)
  }

  /// Searches both sets for `k` neighbors of each item, self included: the item first, then ties by lower index.
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
    let chosen = rows ?? Array(0..<first.rows)
    let tables = sets.map { metric, set -> (table: NeighborTable, ties: NeighborTies) in
      // One neighbor more says whether the last one is tied.
      var search = NeighborSearch(k: min(k + 1, set.rows), metric: metric, threads: threads)
      let before = done
      let share = Double(set.columns) / whole
      done += share
      if let progress { search.progress = { progress(before + share * $0) } }
      return set.lists(search, k: k, of: rows)
    }
    self.init(
      items: first.rows, rows: chosen,
      lists: metrics.enumerated().map { place, metric in
        let (one, two) = (tables[2 * place], tables[2 * place + 1])
        return Lists(
          metric: metric, first: one.table, second: two.table, ties: Ties(first: one.ties, second: two.ties))
      }, fingerprint: MeasuredRows.checksum(first, second),
      spaces: [first, second].map { Space(dimensions: $0.columns, facts: $0.facts) })
  }
}
