import Dense

/// Do queries of one modality find what belongs to them in another? Both directions, by one or more metrics.
///
/// X (n×d) and Y (m×d) lie in one space, as f(X) and Y do. For each row of one the rows of the other are ranked; see
/// ``Relevance`` for what is relevant, ``RetrievalRanks`` for the rank, ``RetrievalScores`` for the rest. Items that are as
/// near share their places: the rank counts half of the irrelevant ones, precisions are means over all orders.
///
/// As near are cosines within 1e-12, CSLS within 2e-12, and squared distances within 1e-12 of themselves. Cosines are products
/// of unit rows in Double; distances too, but wherever the product's rounding could decide, Σ (xᵢ − yᵢ)² does. Where the
/// processor has them, quick products (``Dense/SplitProducts``) rank what their bound tells apart, with the same result.
/// Cost n m d for each metric and direction (cosine and CSLS share products), memory (n + m) d and blocks of rows. The bits do
/// not depend on the threads. Kernel: `dense_split_products`, or `dgemm`.
public struct CrossRetrieval: Equatable, Sendable {
  /// Queries from the first set, items of the second; one for each metric.
  public let fromFirst: [RetrievalScores]
  /// Queries from the second set, items of the first.
  public let fromSecond: [RetrievalScores]
  /// Rows of the first set that equal an earlier one of their group, and count as one with it.
  public let repeatedInFirst: Int
  /// The same of the second set.
  public let repeatedInSecond: Int

  /// Ranks the rows of two sets for each other.
  /// - Parameters:
  ///   - relevance: of as many rows as the sets have.
  ///   - nearest: rows of the other side that the mean r of CSLS is over; where there are fewer, all of them.
  ///   - progress: hears the part that is done, from 0 to 1, one call at a time.
  public init(
    _ first: some RowMajor<Double>, _ second: some RowMajor<Double>, relevance: Relevance = .sameRow,
    metrics: [RetrievalMetric] = [.cosine], nearest: Int = 10, threads: Int = 1,
    progress: (@Sendable (Double) -> Void)? = nil
  ) {
    let (first, second) = (first.view, second.view)
    precondition(
      first.columns == second.columns && relevance.fits(first: first.rows, second: second.rows)
        && nearest >= 1 && first.rows > 0 && second.rows > 0,
      "retrieval between rows of \(first.rows)×\(first.columns) and \(second.rows)×\(second.columns), nearest \(nearest)"
    )
    let (one, two) = RetrievalSide.pair(first, second, groups: relevance.groups, metrics: metrics)
    (repeatedInFirst, repeatedInSecond) = (one.repeated, two.repeated)
    func means(_ rows: RetrievalSide, _ others: RetrievalSide) -> [Double] {
      guard metrics.contains(.csls), let unit = rows.unit, let items = others.unit else { return [] }
      return NearestCosines.means(
        of: unit, among: items, k: min(nearest, items.rows), threads: threads)
    }
    let (there, back) = (
      RetrievalDirection(
        queries: one, items: two, relevant: RelevantItems(relevance, items: two.kept, isReversed: false),
        metrics: metrics, means: means(two, one)),
      RetrievalDirection(
        queries: two, items: one, relevant: RelevantItems(relevance, items: one.kept, isReversed: true),
        metrics: metrics, means: means(one, two))
    )
    fromFirst = there.scores(threads: threads) { progress?($0 / 2) }
    fromSecond = back.scores(threads: threads) { progress?(0.5 + $0 / 2) }
  }

  /// Ranks the rows of two sets in Float for each other, in Double.
  public init(
    _ first: some RowMajor<Float>, _ second: some RowMajor<Float>, relevance: Relevance = .sameRow,
    metrics: [RetrievalMetric] = [.cosine], nearest: Int = 10, threads: Int = 1
  ) {
    self.init(
      MeasuredRows(first.view), MeasuredRows(second.view), relevance: relevance, metrics: metrics,
      nearest: nearest, threads: threads)
  }

  /// Ranks the rows of two sets for each other, in Double.
  package init(
    _ first: MeasuredRows, _ second: MeasuredRows, relevance: Relevance, metrics: [RetrievalMetric],
    nearest: Int, threads: Int, progress: (@Sendable (Double) -> Void)? = nil
  ) {
    self.init(
      first.inDouble, second.inDouble, relevance: relevance, metrics: metrics, nearest: nearest,
      threads: threads, progress: progress)
  }
}
