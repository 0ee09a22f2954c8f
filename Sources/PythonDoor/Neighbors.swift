import CCrossModal
import CrossModal
import Dense

/// The metrics of neighbors that the command line has.
private let neighborMetrics: [Metric] = [.cosine, .euclidean]

/// Reads the name of a metric of neighbors.
func neighborMetric(_ pointer: UnsafePointer<CChar>?) throws -> Metric {
  try CText.word(pointer, "metric", among: neighborMetrics)
}

/// See `crossmodal.h`: `crossmodal neighbors`.
@c @implementation public func crossmodal_neighbors(
  _ call: OpaquePointer?, _ x: UnsafePointer<crossmodal_array>?, _ y: UnsafePointer<crossmodal_array>?,
  _ k: Int64, _ metric: UnsafePointer<CChar>?, _ csls: Int64, _ threads: Int64,
  _ indices: UnsafeMutablePointer<Int32>?, _ distances: UnsafeMutablePointer<Double>?,
  _ tied: UnsafeMutablePointer<Int64>?
) -> Int32 {
  perform(call) { call in
    let metric = try neighborMetric(metric)
    let threads = try CNumbers.threads(threads)
    let output = try given(indices, "indices")
    let rows = try InputRows(x, "x")
    let others = try y.map { try InputRows($0, "y") }
    if let others { try others.checkColumns(rows) }
    let items = others ?? rows
    let most = items.rows - (others == nil ? 1 : 0)
    try require(
      k >= 1 && k <= most,
      "k \(k): \(items.name) has \(items.rows) rows; must be from 1 to \(most)"
        + (others == nil ? ", as a row is no neighbor of itself" : ""))
    try requireMemory(
      k: max(Int(k), Int(csls)), queries: others == nil ? nil : rows.rows, items: items.rows,
      columns: rows.columns)
    let few = min(most, others == nil ? most : rows.rows)
    try require(
      csls >= 0 && csls <= few,
      "csls \(csls): the smaller set has \(few) rows to take the mean of; must be from 1 to \(few), or 0 for none"
    )
    try require(
      csls == 0 || metric == .cosine, "csls: needs cosines; metric euclidean does not go with it")
    let lists =
      csls > 0
      ? NeighborLists(
        csls: rows.measured, among: others?.measured, k: Int(k), nearest: Int(csls), threads: threads,
        progress: call.hear)
      : NeighborLists(
        of: rows.measured, among: others?.measured, k: Int(k), metric: metric, threads: threads,
        progress: call.hear)
    try call.check()
    lists.table.indices.withUnsafeBufferPointer { found in
      if let base = found.baseAddress { output.update(from: base, count: found.count) }
    }
    if let distances {
      let view = lists.distances.view
      for row in 0..<view.rows {
        if let base = view.row(row).baseAddress {
          (distances + row * view.columns).update(from: base, count: view.columns)
        }
      }
    }
    tied?.pointee = Int64(lists.tiedRows)
  }
}

/// See `crossmodal.h`: `crossmodal overlap`.
@c @implementation public func crossmodal_overlap(
  _ call: OpaquePointer?, _ x: UnsafePointer<crossmodal_array>?, _ y: UnsafePointer<crossmodal_array>?,
  _ counts: UnsafePointer<Int64>?, _ count: Int64, _ metric: UnsafePointer<CChar>?, _ includesSelf: Int32,
  _ threads: Int64, _ values: UnsafeMutablePointer<Double>?
) -> Int32 {
  perform(call) { call in
    let metric = try neighborMetric(metric)
    let threads = try CNumbers.threads(threads)
    let output = try given(values, "values")
    let (first, second) = (try InputRows(x, "x"), try InputRows(y, "y"))
    try first.checkRows(second)
    let counts = try CNumbers.counts(counts, count, items: first.rows)
    // With self, one neighbor more: that gives the lists without self too.
    let length = (counts.max() ?? 1) + 1
    for rows in [first, second] { try requireMemory(k: length, items: rows.rows, columns: rows.columns) }
    let whole = Double(first.columns + second.columns)
    var tables: [NeighborTable] = []
    for (rows, start) in [(first, 0.0), (second, Double(first.columns) / whole)] {
      var search = NeighborSearch(k: length, metric: metric, threads: threads)
      search.progress = { call.hear(start + Double(rows.columns) / whole * $0) }
      let table = table(of: rows.measured, search)
      tables.append(includesSelf != 0 ? table : table.excludingSelf())
      try call.check()
    }
    let curve = OverlapCurve(tables[0], tables[1])
    for (place, k) in counts.enumerated() { output[place] = curve.mean(k) }
  }
}

/// See `crossmodal.h`: `crossmodal distances`.
@c @implementation public func crossmodal_distances(
  _ call: OpaquePointer?, _ x: UnsafePointer<crossmodal_array>?, _ y: UnsafePointer<crossmodal_array>?,
  _ metric: UnsafePointer<CChar>?, _ distances: UnsafeMutablePointer<Float>?
) -> Int32 {
  perform(call) { call in
    let metric = try CText.word(metric, "metric", among: DistanceMetric.allCases)
    let output = try given(distances, "distances")
    let first = try InputRows(x, "x")
    let second = try y.map { try InputRows($0, "y") } ?? first
    try second.checkColumns(first)
    let width = second.rows
    func keep(_ row: Int, _ block: MatrixView<Float>) throws {
      try call.check()
      for place in 0..<block.rows {
        let numbers = block.row(place)
        if let base = numbers.baseAddress {
          (output + (row + place) * width).update(from: base, count: width)
        }
      }
      call.hear(Double(row + block.rows) / Double(first.rows))
    }
    let (a, b) = (first.measured, second.measured)
    if a.exact == nil && b.exact == nil {
      try Distances(from: a.rounded, to: b.rounded, metric: metric).forEachBlock { row, block in
        if let place = block.firstNotFinite {
          throw refused(row + place.row, place.column, "\(block[place.row, place.column])")
        }
        try keep(row, block)
      }
      return
    }
    try Distances(from: a.inDouble, to: b.inDouble, metric: metric).forEachBlock { row, block in
      let rounded = Matrix(block).converted(to: Float.self).view
      for place in 0..<block.rows {
        let (exact, near) = (block.row(place), rounded.row(place))
        let lost = exact.indices.first { !near[$0].isFinite || (near[$0] == 0 && exact[$0] != 0) }
        if let lost { throw refused(row + place, lost, "\(exact[lost])") }
      }
      try keep(row, rounded)
    }
  }
}

// Infinity, and 0 for what is not 0, would be wrong without a word.
private func refused(_ row: Int, _ column: Int, _ distance: String) -> DoorError {
  .value(
    "the distance from row \(row) to row \(column) is \(distance), which float32 does not hold; allowed: distances "
      + "from 1e-45 to 3e38: multiply the numbers by a power of ten")
}

// The lists alone: nobody asks for ties here.
private func table(of rows: MeasuredRows, _ search: NeighborSearch) -> NeighborTable {
  rows.exact == nil
    ? search.neighbors(of: rows.rounded) : rows.lists(search, k: search.k, of: nil).table
}
