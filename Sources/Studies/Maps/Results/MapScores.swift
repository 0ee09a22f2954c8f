import CrossModal
import Dense

/// Measures what a configuration asks for beside the overlaps: f(X) against X and Y, row-aligned sets.
struct MapScores {
  /// Random alignments of the null.
  static let permutations = 200

  let x: MatrixView<Float>
  let y: MatrixView<Float>
  let mapped: MatrixView<Float>
  /// The group of each item, any numbers; nil without groups. Rows of one group are all relevant in retrieval.
  var groups: [Int]?

  /// The scores, in the order of the measures.
  ///
  /// Spaces are compared as `crossmodal compare` does, without the item itself, at the number of neighbors of the overlaps, by
  /// the metric in front. Cost: three searches, and 200 alignments of three pairs.
  /// - Throws: ``LinearAlgebraError``, ``ClosedFormError`` for numbers that are not finite.
  func records(_ measures: MeasuresConfiguration, seed: UInt64) throws -> [MapScore] {
    guard !measures.also.isEmpty else { return [] }
    let compared = measures.also.compactMap { measure -> ComparisonMeasure? in
      if case .comparison(let own) = measure { own } else { nil }
    }
    let pairs = compared.isEmpty ? nil : try comparisons(compared, measures, seed)
    let needsRanks = measures.also.count > compared.count
    let retrieval = needsRanks ? PairedRetrieval(mapped, in: y, groups: groups) : nil
    return measures.also.compactMap { measure in
      switch measure {
      case .comparison(let own): pairs.flatMap { Self.score(own, $0) }
      case .recall(let k):
        retrieval.map { found in
          score(measure, found.recall(at: k), chance: min(1, Double(k) / Double(max(1, y.rows))))
        }
      case .meanReciprocalRank:
        retrieval.map { found in
          let chance = (1...max(1, y.rows)).reduce(0) { $0 + 1 / Double($1) } / Double(max(1, y.rows))
          return score(measure, found.meanReciprocalRank, chance: chance)
        }
      }
    }
  }

  // Of a formula for single items: with groups there is none.
  private func score(_ measure: MapMeasure, _ value: Double, chance: Double) -> MapScore {
    MapScore(
      measure: measure.rawValue,
      target: MapScore.Between(value: value, chance: groups == nil ? chance : nil))
  }

  private func comparisons(
    _ measures: [ComparisonMeasure], _ configuration: MeasuresConfiguration, _ seed: UInt64
  ) throws -> (input: [MeasuredScore], target: [MeasuredScore], pair: [MeasuredScore])? {
    guard x.rows > 1 else { return nil }
    let request = ComparisonRequest(
      measures: measures, counts: [min(configuration.k, x.rows - 1)],
      metric: configuration.metrics.first ?? .cosine, permutations: Self.permutations,
      key: StreamKey(seed: seed).adding("compare"), threads: 1)
    let spaces = [("X", x), ("Y", y), ("f(X)", mapped)].map {
      ComparedSpace(name: $0.0, rows: MeasuredRows($0.1))
    }
    func scores(_ first: Int, _ second: Int) throws -> [MeasuredScore] {
      try SpaceComparison(spaces[first], spaces[second], request).scores
    }
    return (try scores(0, 2), try scores(1, 2), try scores(0, 1))
  }

  private static func score(
    _ measure: ComparisonMeasure,
    _ pairs: (input: [MeasuredScore], target: [MeasuredScore], pair: [MeasuredScore])
  ) -> MapScore? {
    func found(_ scores: [MeasuredScore]) -> MeasuredScore? { scores.first { $0.measure == measure } }
    guard let input = found(pairs.input), let target = found(pairs.target), let pair = found(pairs.pair)
    else { return nil }
    return MapScore(
      measure: measure.rawValue, k: target.k, input: .init(input), target: .init(target), pair: .init(pair))
  }
}
