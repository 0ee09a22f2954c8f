import CCrossModal
import CrossModal
import Dense

/// What `crossmodal_retrieval` gives of two sets: the document of `crossmodal retrieval X Y --json`, key by key.
private struct RetrievalText: Encodable {
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

    /// - Throws: ``DoorError/value(_:)`` without queries.
    init(_ scores: RetrievalScores, from: String, to: String) throws {
      guard let median = scores.ranks.median, let precision = scores.meanAveragePrecision,
        let precisionAtR = scores.meanAveragePrecisionAtR
      else { throw DoorError.value("no row of \(from) has a group or label that a row of \(to) has") }
      func atDepths(_ value: (Int) -> Double) -> [String: Double] {
        Dictionary(uniqueKeysWithValues: [1, 5, 10].map { ("\($0)", value($0)) })
      }
      (self.from, self.to, metric) = (from, to, scores.metric.rawValue)
      (queries, excluded, items) = (scores.queries, scores.excluded, scores.items)
      (recallAt, chanceRecallAt) = (atDepths(scores.ranks.recall), atDepths(scores.chance))
      (medianRank, meanReciprocalRank) = (median, scores.ranks.meanReciprocalRank)
      (meanAveragePrecision, meanAveragePrecisionAtR) = (precision, precisionAtR)
    }
  }

  struct Rows: Encodable {
    var first: Int
    var second: Int
  }

  var items: Int
  var itemsOfSecond: Int?
  var groups: Int
  var relevance: String
  var repeatedRows: Rows
  var nearest: Int?
  var directions: [Direction]
}

/// What it gives of one set: the document of `crossmodal retrieval X --labels`.
private struct PrecisionText: Encodable {
  var items: Int
  var labels: Int
  var metric: String
  var standardized = false
  var queries: Int
  var excluded: Int
  var meanAveragePrecision: Double?
}

private enum Choice: String, CaseIterable {
  case cosine, euclidean, csls, all
}

/// See `crossmodal.h`: `crossmodal retrieval --json`.
@c @implementation public func crossmodal_retrieval(
  _ call: OpaquePointer?, _ x: UnsafePointer<crossmodal_array>?, _ y: UnsafePointer<crossmodal_array>?,
  _ relevance: Int32, _ xCodes: UnsafePointer<Int64>?, _ yCodes: UnsafePointer<Int64>?,
  _ metric: UnsafePointer<CChar>?, _ nearest: Int64, _ threads: Int64,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  perform(call) { call in
    let output = try given(json, "json")
    let threads = try CNumbers.threads(threads)
    let first = try InputRows(x, "x")
    guard let y else {
      let metric = try neighborMetric(metric)
      let codes = try CNumbers.codes(xCodes, rows: first.rows, "labels")
      let labels = LabelSets(codes.map { ["\($0)"] })
      let result = MeanAveragePrecision(first.table.features, labels: labels, metric: metric)
      output.pointee = try CText.json(
        PrecisionText(
          items: first.rows, labels: labels.labels.count, metric: metric.rawValue, queries: result.queries,
          excluded: result.excluded, meanAveragePrecision: result.value))
      return
    }
    let choice = try CText.word(metric, "metric", among: Choice.allCases)
    let second = try InputRows(y, "y")
    try second.checkColumns(first)
    let few = min(first.rows, second.rows)
    try require(
      nearest >= 1 && nearest <= few, "csls \(nearest): a set has \(few) rows; must be from 1 to \(few)")
    let wanted = try Wanted(relevance, first, second, xCodes, yCodes)
    let metrics =
      choice == .all
      ? RetrievalMetric.allCases : [RetrievalMetric(rawValue: choice.rawValue)].compactMap { $0 }
    let found = CrossRetrieval(
      first.measured, second.measured, relevance: wanted.relevance, metrics: metrics, nearest: Int(nearest),
      threads: threads, progress: call.hear)
    try call.check()
    output.pointee = try CText.json(
      RetrievalText(
        items: first.rows, itemsOfSecond: second.rows == first.rows ? nil : second.rows,
        groups: wanted.groups, relevance: wanted.name,
        repeatedRows: .init(first: found.repeatedInFirst, second: found.repeatedInSecond),
        nearest: metrics.contains(.csls) ? Int(nearest) : nil,
        directions: zip(found.fromFirst, found.fromSecond).flatMap { there, back in
          [
            try RetrievalText.Direction(there, from: first.name, to: second.name),
            try RetrievalText.Direction(back, from: second.name, to: first.name),
          ]
        }))
  }
}

/// What is relevant, and how many groups or labels there are.
private struct Wanted {
  let relevance: Relevance
  let name: String
  let groups: Int

  init(
    _ kind: Int32, _ first: InputRows, _ second: InputRows, _ xCodes: UnsafePointer<Int64>?,
    _ yCodes: UnsafePointer<Int64>?
  ) throws {
    if kind == CROSSMODAL_SAME_ROW {
      try first.checkRows(second)
      (relevance, name, groups) = (.sameRow, "row", first.rows)
      return
    }
    try require(
      kind == CROSSMODAL_SAME_GROUP || kind == CROSSMODAL_SAME_LABEL,
      "relevance \(kind): must be 0, 1 or 2")
    let one = try CNumbers.codes(xCodes, rows: first.rows, "codes of x")
    let two = try CNumbers.codes(yCodes, rows: second.rows, "codes of y")
    groups = Set(one).union(two).count
    if kind == CROSSMODAL_SAME_GROUP {
      (relevance, name) = (.sameGroup(first: one, second: two), "group")
    } else {
      (relevance, name) = (
        .sharedLabel(first: one.map { ["\($0)"] }, second: two.map { ["\($0)"] }), "label"
      )
    }
  }
}
