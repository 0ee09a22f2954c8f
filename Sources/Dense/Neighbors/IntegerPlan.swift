internal import DenseKernels

/// Whether products of whole numbers find the neighbors of a search, and of how many bits: decided from the data.
///
/// Rows of a sample are compared with the sample: the share of it above their first thresholds says how many candidates a
/// search would leave, all of which need an exact distance. Cost n d for the rows' extents, and the products of the samples.
struct IntegerPlan {
  let bounds: IntegerBounds
  let width: IntegerWidth
  let frame: IntegerFrame
  /// Candidates of a row that are expected.
  let candidates: Int
  /// The sample of the items.
  let sample: [Int32]?

  // Rows of a sample that are compared with it.
  private static let probes = 128

  /// The cheapest way by whole numbers, or the given one; nil where products in Float are cheaper or nothing else serves.
  init?(_ sides: SearchSides, k: Int, scaling: RowScaling, width wanted: IntegerWidth?, threads: Int) {
    let widths = wanted.map { [$0] } ?? [.bits8, .bits16].filter(\.isFast)
    let (items, columns) = (sides.items.rows, sides.items.columns)
    let sample = IntegerSample.indices(items, k: k)
    guard !widths.isEmpty, columns > 0, wanted != nil || sample != nil else { return nil }
    let frame = IntegerFrame(sides.items, norms: sides.itemNorms, scaling: scaling)
    let itemExtent = IntegerExtent(sides.items, norms: sides.itemNorms, frame: frame, threads: threads)
    let rowExtent =
      sides.symmetric
      ? itemExtent : IntegerExtent(sides.rows, norms: sides.rowNorms, frame: frame, threads: threads)
    self.sample = sample
    var best: (cost: Double, bounds: IntegerBounds, width: IntegerWidth, candidates: Int)?
    for width in widths where columns <= width.mostColumns {
      let bounds = IntegerBounds(rows: rowExtent, items: itemExtent, frame: frame, width: width)
      guard bounds.isUsable else { continue }
      let expected = sample.map {
        Self.candidates(sides, k: k, sample: $0, frame: frame, bounds: bounds, width: width)
      }
      let cost = Self.cost(
        items: items, columns: columns, symmetric: sides.symmetric, width: width,
        candidates: expected ?? Double(k))
      if best == nil || cost < best?.cost ?? 0 { best = (cost, bounds, width, Int(expected ?? Double(k))) }
    }
    let float = Self.cost(
      items: items, columns: columns, symmetric: sides.symmetric, width: nil, candidates: Double(k))
    guard let best, wanted != nil || best.cost < 0.9 * float else { return nil }
    self.frame = frame
    (bounds, width, candidates) = (best.bounds, best.width, best.candidates)
  }

  /// Rounds the rows and searches. Rows in `closed` take no candidates. `progress` hears the part that is done.
  func search(_ sides: SearchSides, k: Int, threads: Int, closed: [Int], progress: ((Double) -> Void)?)
    -> FoundCandidates
  {
    func rounded(
      _ source: SourceRows, _ norms: AlignedBuffer<Double>, _ inverse: Double, _ chosen: [Int32]? = nil
    )
      -> IntegerRows
    {
      IntegerRows(
        source, chosen: chosen, norms: norms, frame: frame, inverse: inverse, width: width, threads: threads)
    }
    let items = rounded(sides.items, sides.itemNorms, bounds.itemInverse)
    let rows = sides.symmetric ? items : rounded(sides.rows, sides.rowNorms, bounds.rowInverse)
    let scores = IntegerScores(rows: rows, items: items, bounds: bounds)
    var known: IntegerSample?
    if let sample {
      let rank = IntegerSample.rank(sample.count, of: items.count, k: k)
      let chosen = rounded(sides.items, sides.itemNorms, bounds.itemInverse, sample)
      if rank <= sample.count {
        known = IntegerSample(
          scores: IntegerScores(rows: chosen, items: chosen, bounds: bounds), indices: sample, rank: rank)
      }
    }
    return .byIntegers(
      IntegerSearch(
        scores: scores, k: k, symmetric: sides.symmetric, excludedShift: sides.excludedShift,
        threads: threads,
        sample: known, candidates: candidates
      ).collect(closed: closed, progress: progress), scores)
  }

  // Of a row, from a part of the sample as rows.
  private static func candidates(
    _ sides: SearchSides, k: Int, sample: [Int32], frame: IntegerFrame, bounds: IntegerBounds,
    width: IntegerWidth
  ) -> Double {
    let rank = IntegerSample.rank(sample.count, of: sides.items.rows, k: k)
    guard rank <= sample.count else { return Double(sides.items.rows) }
    let items = IntegerRows(
      sides.items, chosen: sample, norms: sides.itemNorms, frame: frame, inverse: bounds.itemInverse,
      width: width,
      threads: 1)
    // Spread over the whole sample, which is sorted.
    let count = min(probes, sides.symmetric ? sample.count : sides.rows.rows)
    let chosen = (0..<count).map { place in
      sides.symmetric ? Int32(place * sample.count / count) : Int32(place * sides.rows.rows / count)
    }
    let rows = IntegerRows(
      sides.rows, chosen: sides.symmetric ? chosen.map { sample[Int($0)] } : chosen, norms: sides.rowNorms,
      frame: frame, inverse: bounds.rowInverse, width: width, threads: 1)
    let scores = IntegerScores(rows: rows, items: items, bounds: bounds)
    let probe = IntegerSearch(
      scores: scores, k: rank, symmetric: false, excludedShift: nil, threads: 1,
      sample: IntegerSample(
        scores: scores, indices: sample, rank: rank + (sides.symmetric ? 1 : 0)), candidates: rank)
    let started = probe.start(closed: [])
    var passing = 0.0
    for row in 0..<count { passing += Double(started.passing.pointer[row]) - (sides.symmetric ? 1 : 0) }
    return min(Double(sides.items.rows), Double(k) * max(1, passing / Double(count * rank)))
  }

  // Of a row, in multiply-adds in Float: measured parts of the processor's limits, and what a candidate costs.
  private static func cost(
    items: Int, columns: Int, symmetric: Bool, width: IntegerWidth?, candidates: Double
  ) -> Double {
    let products = Double(items) * Double(columns) * (symmetric ? 0.5 : 1)
    let looks = Double(items) * (symmetric ? 0.5 : 1)
    switch width {
    case nil: return products / 0.9 + looks * 6
    case .bits8: return products / 4 / 0.9 + looks * 6 + candidates * (2500 + 6 * Double(columns))
    case .bits16: return products / 2 / 0.9 + looks * 6 + candidates * (2500 + 6 * Double(columns))
    }
  }
}

extension IntegerWidth {
  /// Whether this processor multiplies such numbers faster than Float.
  var isFast: Bool { (self == .bits8 ? NeighborPath.int8 : .int16).isAvailable }
}
