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
/// (``exactDistance(_:_:_:)``). Cost O(n² (d + log n)), memory O(n).
public struct MeanAveragePrecision: Equatable, Sendable {
  /// Mean of AP over the queries with a relevant item; nil if there are none.
  public let value: Double?
  /// Number of queries that the mean is over.
  public let queries: Int
  /// Number of queries without a relevant item.
  public let excluded: Int

  /// Ranks the rows of `features` for each other; `labels` must be of as many items.
  public init(_ features: some RowMajor<Float>, labels: LabelSets, metric: Metric = .cosine) {
    let features = features.view
    let items = features.rows
    precondition(labels.items == items, "labels of \(labels.items) items for \(items) rows")
    var sum = 0.0
    var queries = 0
    var ranking: [(distance: Double, item: Int)] = []
    ranking.reserveCapacity(items)
    for query in 0..<items {
      ranking.removeAll(keepingCapacity: true)
      let row = features.row(query)
      for item in 0..<items where item != query {
        ranking.append((exactDistance(row, features.row(item), metric), item))
      }
      ranking.sort { $0.distance == $1.distance ? $0.item < $1.item : $0.distance < $1.distance }
      var precision = AveragePrecision()
      var start = 0
      while start < ranking.count {
        let distance = ranking[start].distance
        let end = ranking[start...].firstIndex { $0.distance != distance } ?? ranking.count
        let relevant = ranking[start..<end].count { labels.share(query, $0.item) }
        precision.add(items: end - start, relevant: relevant)
        start = end
      }
      guard precision.found > 0 else { continue }
      queries += 1
      sum += precision.sum / Double(precision.found)
    }
    self.queries = queries
    excluded = items - queries
    value = queries > 0 ? sum / Double(queries) : nil
  }
}
