internal import DenseKernels

/// Whether products of whole numbers find the neighbors of a search, and of how many bits: decided from the data.
///
/// Rows of a sample are compared with the sample: the share of it above their first thresholds says how many candidates a
/// search would leave, all of which need an exact distance. Cost: the products of the samples.
struct IntegerPlan {
  let width: IntegerWidth
  let frame: IntegerFrame
  private let sides: SearchSides
  private let k: Int
  private let threads: Int
  // Whether products in Float are taken where they turn out to be cheaper.
  private let mayGiveUp: Bool
  // The sample of the items.
  private let sample: [Int32]?
  private let rank: Int
  private let candidates: Int

  // Rows of a sample that are compared with it; for fewer than two such parts rounding all items is not worth while.
  private static let probes = 128

  /// The cheapest way by whole numbers, or the given one; nil where products in Float are cheaper or nothing else serves.
  init?(_ sides: SearchSides, k: Int, scaling: RowScaling, width wanted: IntegerWidth?, threads: Int) {
    (self.sides, self.k, self.threads) = (sides, k, threads)
    mayGiveUp = wanted == nil
    let widths = (wanted.map { [$0] } ?? [.bits8, .bits16].filter(\.isFast)).filter {
      sides.items.columns <= $0.mostColumns
    }
    let indices = IntegerSample.indices(sides.items.rows, k: k)
    let rank = IntegerSample.rank(indices?.count ?? 0, of: sides.items.rows, k: k)
    sample = rank <= indices?.count ?? 0 ? indices : nil
    self.rank = rank
    guard let first = widths.first, sides.items.columns > 0,
      wanted != nil || (sample != nil && sides.rows.rows >= 2 * Self.probes)
    else { return nil }
    frame = IntegerFrame(sides.items, norms: sides.itemNorms, scaling: scaling)
    guard mayGiveUp, let sample else {
      (width, candidates) = (first, k)
      return
    }
    var best: (cost: Double, width: IntegerWidth, candidates: Double)?
    for width in widths {
      let expected = Self.candidates(sides, k: k, rank: rank, sample: sample, frame: frame, width: width)
      let cost = Self.cost(sides, width: width, candidates: expected)
      if cost < best?.cost ?? .infinity { best = (cost, width, expected) }
    }
    guard let best, best.cost < 0.9 * Self.cost(sides, width: nil, candidates: Double(k)) else { return nil }
    (width, candidates) = (best.width, Int(best.candidates))
  }

  /// Rounds the rows and searches; nil where first thresholds show that products in Float are cheaper. Rows in `closed`
  /// take no candidates. `progress` hears the part that is done.
  func search(closed: [Int], progress: ((Double) -> Void)?) -> FoundCandidates? {
    func rounded(
      _ source: SourceRows, _ norms: AlignedBuffer<Double>, _ chosen: [Int32]? = nil, areItems: Bool
    ) -> IntegerRows {
      IntegerRows(
        source, chosen: chosen, norms: norms, frame: frame, width: width, areItems: areItems, threads: threads
      )
    }
    let items = rounded(sides.items, sides.itemNorms, areItems: !sides.symmetric)
    let rows = sides.symmetric ? items : rounded(sides.rows, sides.rowNorms, areItems: false)
    let scores = IntegerScores(rows: rows, items: items, frame: frame)
    let known = sample.map { sample in
      let chosen = rounded(sides.items, sides.itemNorms, sample, areItems: true)
      return IntegerSample(
        scores: IntegerScores(rows: chosen, items: chosen, frame: frame, bounds: scores.bounds),
        indices: sample,
        rank: rank)
    }
    let search = IntegerSearch(
      scores: scores, k: k, symmetric: sides.symmetric, excludedShift: sides.excludedShift, threads: threads,
      sample: known, candidates: candidates)
    let started = search.start(closed: closed)
    if mayGiveUp {
      let expected = Self.candidates(started, of: rows.count, k: k, rank: rank, items: items.count)
      guard
        Self.cost(sides, width: width, candidates: expected)
          < Self.cost(sides, width: nil, candidates: Double(k))
      else { return nil }
    }
    search.collect(started, progress: progress)
    return .byIntegers(started, scores)
  }

  // Of a row, from a part of the sample as rows.
  private static func candidates(
    _ sides: SearchSides, k: Int, rank: Int, sample: [Int32], frame: IntegerFrame, width: IntegerWidth
  ) -> Double {
    let items = IntegerRows(
      sides.items, chosen: sample, norms: sides.itemNorms, frame: frame, width: width, areItems: true,
      threads: 1)
    // Spread over the whole sample, which is sorted.
    let count = min(probes, sides.symmetric ? sample.count : sides.rows.rows)
    let chosen = (0..<count).map { place in
      sides.symmetric ? sample[place * sample.count / count] : Int32(place * sides.rows.rows / count)
    }
    let rows = IntegerRows(
      sides.rows, chosen: chosen, norms: sides.rowNorms, frame: frame, width: width, threads: 1)
    let scores = IntegerScores(rows: rows, items: items, frame: frame)
    // A row of the items is in the sample itself.
    let own = sides.symmetric ? 1 : 0
    let probe = IntegerSearch(
      scores: scores, k: rank, symmetric: false, excludedShift: nil, threads: 1,
      sample: IntegerSample(scores: scores, indices: sample, rank: rank + own))
    return candidates(
      probe.start(closed: []), of: count, k: k, rank: rank, items: sides.items.rows, own: own)
  }

  // Of a row, from what of the sample lies above the first thresholds.
  private static func candidates(
    _ started: IntegerSearch.Collected, of rows: Int, k: Int, rank: Int, items: Int, own: Int = 0
  ) -> Double {
    let passing = (0..<rows).reduce(0) { $0 + Int(started.passing.pointer[$1]) - own }
    return min(Double(items), Double(k) * max(1, Double(passing) / Double(rows * rank)))
  }

  // Of a row, in multiply-adds in Float: measured parts of the processor's limits, and what a candidate costs.
  private static func cost(
    _ sides: SearchSides, width: IntegerWidth?, candidates: Double
  ) -> Double {
    let columns = sides.items.columns
    let looks = Double(sides.items.rows) * (sides.symmetric ? 0.5 : 1)
    let products = looks * Double(columns)
    switch width {
    case nil: return products / 0.9 + looks * 6
    // Tiles are faster, but what an estimate of many candidates is wrong by costs more than that.
    case .bits8: return products / 4 / 0.9 + looks * 6 + candidates * (2500 + 6 * Double(columns))
    case .bits16:
      let rate = IntegerWidth.bits16.goesByTiles(columns: columns) ? 2.4 : 2
      return products / rate / 0.9 + looks * 6 + candidates * (2500 + 6 * Double(columns))
    }
  }
}
