import CrossModal

/// What `retrieval A B` prints: the scores of both directions by each metric.
struct CrossRetrievalDocument: Encodable {
  struct Direction: Encodable {
    var from: String
    var to: String
    var metric: String
    var queries: Int
    var excluded: Int
    var items: Int
    var recallAt: [String: Double]
    var chanceRecallAt: [String: Double]
    var medianRank: Double
    var meanReciprocalRank: Double
    var meanAveragePrecision: Double
    var meanAveragePrecisionAtR: Double
  }

  struct Rows: Encodable {
    var first: Int
    var second: Int
  }

  /// Numbers of items among which a query must find one.
  static let depths = [1, 5, 10]

  var items: Int
  var itemsOfSecond: Int?
  var groups: Int
  var relevance: String
  var repeatedRows: Rows
  var nearest: Int?
  var directions: [Direction]

  /// The document of a measurement; nil where no query has a relevant item.
  init?(_ retrieval: CrossRetrieval, of source: CrossRetrievalSource, nearest: Int?) {
    items = source.first.features.rows
    itemsOfSecond = source.second.features.rows == items ? nil : source.second.features.rows
    (groups, relevance, self.nearest) = (source.groups, source.rule.rawValue, nearest)
    repeatedRows = Rows(first: retrieval.repeatedInFirst, second: retrieval.repeatedInSecond)
    directions = []
    for (there, back) in zip(retrieval.fromFirst, retrieval.fromSecond) {
      for (scores, from, to) in [
        (there, source.first.path, source.second.path), (back, source.second.path, source.first.path),
      ] {
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
