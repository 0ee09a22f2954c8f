import CCrossModal
import CrossModal
import Dense
import Documents

/// See `crossmodal.h`: `crossmodal compare --json`.
@c @implementation public func crossmodal_compare(
  _ call: OpaquePointer?, _ spaces: UnsafePointer<crossmodal_array>?, _ spaceCount: Int64,
  _ counts: UnsafePointer<Int64>?, _ count: Int64, _ metric: UnsafePointer<CChar>?,
  _ measures: UnsafePointer<CChar>?, _ permutations: Int64, _ seed: UInt64, _ threads: Int64,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  perform(call) { call in
    let output = try given(json, "json")
    try require((2...1000).contains(spaceCount), "\(spaceCount) spaces; must be from 2 to 1000")
    try require(
      (0...1_000_000).contains(permutations), "permutations \(permutations): must be from 0 to 1000000")
    let first = try given(spaces, "spaces")
    let metric = try neighborMetric(metric)
    let threads = try CNumbers.threads(threads)
    let chosen = try chosenMeasures(CText.read(measures, "measures"), spaces: Int(spaceCount))
    let rows = try (0..<Int(spaceCount)).map { try InputRows(first + $0, "space \($0 + 1)") }
    for other in rows.dropFirst() { try rows[0].checkRows(other) }
    let items = rows[0].rows
    try require(items >= 2, "\(items) item; a comparison needs 2")
    let counts = try CNumbers.counts(counts, count, items: items)
    for space in rows where chosen.contains(where: { $0.group == .global }) {
      let (n, d) = (Double(items), Double(space.columns))
      try Library.check(
        numbers: 4 * n * min(n, d) + 4 * min(n, d) * min(n, d) + 2 * n * d, for: "comparison of \(space.name)"
      )
    }
    let compared = rows.map {
      ComparedSpace(name: $0.name, rows: $0.measured, keepsCoordinates: rows.count > 2)
    }
    let request = ComparisonRequest(
      measures: chosen, counts: counts, metric: metric, permutations: Int(permutations),
      key: StreamKey(seed: seed).adding("compare"), threads: threads)
    let pairs = try ComparedPairs(
      compared, sources: Array(compared.indices), request, progress: call.hear)
    output.pointee = try CText.json(CompareDocument(pairs, spaces: compared, request: request))
  }
}

private func chosenMeasures(_ names: String?, spaces: Int) throws -> [ComparisonMeasure] {
  guard let names else { return ComparisonMeasure.usual(spaces: spaces) }
  var chosen: [ComparisonMeasure] = []
  for name in names.split(separator: ",", omittingEmptySubsequences: false) {
    let measure = try String(name).withCString {
      try CText.word($0, "measures", among: ComparisonMeasure.allCases)
    }
    if !chosen.contains(measure) { chosen.append(measure) }
  }
  return chosen
}
