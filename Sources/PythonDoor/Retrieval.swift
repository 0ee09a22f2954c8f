import CCrossModal
import CrossModal
import Dense
import Documents

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
      let result = MeanAveragePrecision(
        first.table.features, labels: labels, metric: metric, threads: threads)
      try call.check()
      output.pointee = try CText.json(PrecisionDocument(result, labels: labels, metric: metric))
      return
    }
    let choice = try CText.word(metric, "metric", among: Choice.allCases)
    let second = try InputRows(y, "y")
    try second.checkColumns(first)
    let few = min(first.rows, second.rows)
    try require(
      nearest >= 1 && nearest <= few, "csls \(nearest): a set has \(few) rows; must be from 1 to \(few)")
    let relevance = try Relevance(relevance, first, second, xCodes, yCodes)
    let metrics =
      choice == .all
      ? RetrievalMetric.allCases : [RetrievalMetric(rawValue: choice.rawValue)].compactMap { $0 }
    let found = CrossRetrieval(
      first.measured, second.measured, relevance: relevance, metrics: metrics, nearest: Int(nearest),
      threads: threads, progress: call.hear)
    try call.check()
    let document = CrossRetrievalDocument(
      found, .init(name: first.name, rows: first.rows), .init(name: second.name, rows: second.rows),
      relevance: relevance, nearest: Int(nearest))
    guard let document else {
      throw DoorError.value(
        "no row of \(first.name) has a \(relevance.word) that a row of \(second.name) has")
    }
    output.pointee = try CText.json(document)
  }
}

extension Relevance {
  /// What is relevant to a query: the kind that C names, and the code of each row.
  fileprivate init(
    _ kind: Int32, _ first: InputRows, _ second: InputRows, _ xCodes: UnsafePointer<Int64>?,
    _ yCodes: UnsafePointer<Int64>?
  ) throws {
    if kind == CROSSMODAL_SAME_ROW {
      try first.checkRows(second)
      self = .sameRow
      return
    }
    try require(
      kind == CROSSMODAL_SAME_GROUP || kind == CROSSMODAL_SAME_LABEL,
      "relevance \(kind): must be 0, 1 or 2")
    let one = try CNumbers.codes(xCodes, rows: first.rows, "codes of x")
    let two = try CNumbers.codes(yCodes, rows: second.rows, "codes of y")
    self =
      kind == CROSSMODAL_SAME_GROUP
      ? .sameGroup(first: one, second: two)
      : .sharedLabel(first: one.map { ["\($0)"] }, second: two.map { ["\($0)"] })
  }
}
