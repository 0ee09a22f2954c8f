import Dense

/// Targets among which mapped vectors find their own by cosine, again and again as a map is trained: ``CrossRetrieval`` in
/// one direction, of which the targets' part is made once.
///
/// Relevant is the target of the same row, or every target of the same group; equal rows of one group are one target, and one
/// query. Cost of a ranking n² d, memory O(n) besides the unit rows.
package struct RetrievalTargets: Sendable {
  private let items: RetrievalSide
  private let relevant: RelevantItems
  private let groups: [Int]?
  private let shape: (rows: Int, columns: Int)

  /// The rows of `items`.
  /// - Parameter groups: the group of each row; nil where each row is its own.
  package init(_ items: some RowMajor<Float>, groups: [Int]? = nil) {
    let view = items.view
    precondition(
      groups.map { $0.count == view.rows } ?? true,
      "groups of \(groups?.count ?? 0) rows for items \(view.rows)×\(view.columns)")
    (self.groups, shape) = (groups, (view.rows, view.columns))
    let relevance = groups.map { Relevance.sameGroup(first: $0, second: $0) } ?? .sameRow
    self.items = RetrievalSide(cosinesOf: MeasuredRows(view).inDouble, groups: groups)
    relevant = RelevantItems(relevance, items: self.items.kept, isReversed: false)
  }

  /// The ranks of the targets for as many queries, row by row.
  package func ranks(of queries: some RowMajor<Float>) -> RetrievalRanks {
    let queries = queries.view
    precondition(
      queries.rows == shape.rows && queries.columns == shape.columns,
      "queries \(queries.rows)×\(queries.columns) for items \(shape.rows)×\(shape.columns)")
    let asked = RetrievalSide(cosinesOf: MeasuredRows(queries).inDouble, groups: groups)
    let direction = RetrievalDirection(
      queries: asked, items: items, relevant: relevant, metrics: [.cosine], means: [])
    return direction.scores(threads: 1) { _ in }.first?.ranks ?? RetrievalRanks([])
  }
}
