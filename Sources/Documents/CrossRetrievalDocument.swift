import CrossModal

/// What `retrieval A B --json` prints, and what `crossmodal_retrieval` gives of two sets: the scores of both directions by
/// each metric.
package struct CrossRetrievalDocument: Encodable, Sendable {
  /// Queries from one set, items of the other.
  package struct Direction: Encodable, Sendable {
    var from: String
    var to: String
    /// Which items are near.
    package var metric: String
    /// Different rows that have a relevant item.
    package var queries: Int
    /// Those that have none.
    package var excluded: Int
    /// Different rows that are ranked.
    package var items: Int
    /// Share of queries with a relevant item among the first, by ``CrossRetrievalDocument/depths``.
    package var recallAt: [String: Double]
    /// The same of items in random order.
    package var chanceRecallAt: [String: Double]
    /// Median of the ranks.
    package var medianRank: Double
    /// Mean of 1 / rank.
    package var meanReciprocalRank: Double
    /// Mean average precision.
    package var meanAveragePrecision: Double
    /// The same over the first R places of a query with R relevant items.
    package var meanAveragePrecisionAtR: Double
  }

  /// A number of rows for each set.
  package struct Rows: Encodable, Sendable {
    /// Of the first set.
    package var first: Int
    /// Of the second set.
    package var second: Int
  }

  /// A set: what it is called and its number of rows.
  package struct Source: Sendable {
    let name: String
    let rows: Int

    /// A set of so many rows.
    package init(name: String, rows: Int) { (self.name, self.rows) = (name, rows) }
  }

  /// Numbers of items among which a query must find one.
  package static let depths = [1, 5, 10]

  var items: Int
  var itemsOfSecond: Int?
  /// Different groups or labels, or rows.
  package var groups: Int
  /// row, group or label.
  package var relevance: String
  /// Rows that count as one with an earlier one.
  package var repeatedRows: Rows
  /// Rows that the means of CSLS are over; nil without CSLS.
  package var nearest: Int?
  /// Each metric in both directions, the first set's rows as queries before the second's.
  package var directions: [Direction]

  /// The document of a measurement; nil where no query has a relevant item.
  /// - Parameter nearest: as the measurement was made, also where it has no CSLS.
  package init?(
    _ retrieval: CrossRetrieval, _ first: Source, _ second: Source, relevance: Relevance, nearest: Int
  ) {
    items = first.rows
    itemsOfSecond = second.rows == first.rows ? nil : second.rows
    (self.relevance, groups) = (relevance.word, relevance.groupCount ?? first.rows)
    self.nearest = retrieval.fromFirst.contains { $0.metric == .csls } ? nearest : nil
    repeatedRows = Rows(first: retrieval.repeatedInFirst, second: retrieval.repeatedInSecond)
    directions = []
    for (there, back) in zip(retrieval.fromFirst, retrieval.fromSecond) {
      for (scores, from, to) in [(there, first.name, second.name), (back, second.name, first.name)] {
        guard let direction = Direction(scores, from: from, to: to) else { return nil }
        directions.append(direction)
      }
    }
  }
}

extension CrossRetrievalDocument.Direction {
  /// Nil without queries.
  fileprivate init?(_ scores: RetrievalScores, from: String, to: String) {
    guard let median = scores.ranks.median, let precision = scores.meanAveragePrecision,
      let precisionAtR = scores.meanAveragePrecisionAtR
    else { return nil }
    func atDepths(_ value: (Int) -> Double) -> [String: Double] {
      Dictionary(uniqueKeysWithValues: CrossRetrievalDocument.depths.map { ("\($0)", value($0)) })
    }
    self.init(
      from: from, to: to, metric: scores.metric.rawValue, queries: scores.queries, excluded: scores.excluded,
      items: scores.items, recallAt: atDepths(scores.ranks.recall), chanceRecallAt: atDepths(scores.chance),
      medianRank: median, meanReciprocalRank: scores.ranks.meanReciprocalRank,
      meanAveragePrecision: precision, meanAveragePrecisionAtR: precisionAtR)
  }
}
