import Dense

/// Mean average precision of retrieval inside one modality, with every item as a query.
///
/// All other items are ranked by distance to the query; an item is relevant if it shares a label with the query. With
/// relevance yₖ ∈ {0, 1} of the item at rank k and R = Σ yₖ,
///
///     AP = 1/R · Σₖ yₖ · (y₁ + … + yₖ) / k,  range 0…1
///
/// and the mean is taken over the queries with R > 0; the others are counted. No interpolation, no cut-off.
///
/// Items at equal distance are one group: the value is the mean over all orders of each group, so it does not depend on
/// the order of the rows (McSherry and Najork 2008). Distances are exact
/// (``exactDistance(_:_:_:)``): products of blocks of rows say who is before whom, and wherever their rounding could decide,
/// exact distances do. Nothing is sorted but the relevant items. Cost n² d and n R log R for R relevant items, memory O(n d)
/// and blocks of rows. The bits do not depend on the threads. Kernel: `dense_split_products`, or `dgemm`.
public struct MeanAveragePrecision: Equatable, Sendable {
  /// Mean of AP over the queries with a relevant item; nil if there are none.
  public let value: Double?
  /// Number of queries that the mean is over.
  public let queries: Int
  /// Number of queries without a relevant item.
  public let excluded: Int

  /// Ranks the rows of `features` for each other, by several threads; `labels` must be of as many items.
  public init(
    _ features: some RowMajor<Float>, labels: LabelSets, metric: Metric = .cosine, threads: Int = 1
  ) {
    let features = features.view
    let items = features.rows
    precondition(labels.items == items, "labels of \(labels.items) items for \(items) rows")
    let rankings = LabelRankings(features, labels: labels, metric: metric, threads: threads)
    let block = rankings.blockRows
    let tasks = (items + block - 1) / block
    let rooms = (0..<max(1, threads)).map { _ in rankings.room() }
    let parts = SharedResults<[Double?]>(count: tasks)
    SharedTasks(count: tasks, threads: threads).runWhileWanted { worker, task in
      parts.set(task, rankings.precisions(of: task * block..<min(items, (task + 1) * block), rooms[worker]))
    }
    let precisions = parts.values.joined().compactMap { $0 }
    queries = precisions.count
    excluded = items - queries
    value = queries > 0 ? precisions.reduce(0, +) / Double(queries) : nil
  }
}
