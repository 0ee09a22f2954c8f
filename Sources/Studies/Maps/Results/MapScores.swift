import CrossModal
import Dense

/// Measures what a configuration asks for besides the overlaps: f(X) against X and Y, row-aligned sets.
struct MapScores {
  /// Random alignments of the null.
  static let permutations = 200

  let x: MatrixView<Float>
  let y: MatrixView<Float>
  let mapped: MatrixView<Float>
  /// The group of each item, any numbers; nil without groups. No item is in the list of another of its group, and rows of
  /// one group are all relevant in retrieval.
  var groups: [Int]?
  /// The labels of each item; nil without labels. What takes labels is then left out.
  var labels: [[String]]?

  /// The scores, in the order of the measures, each at every number of neighbors.
  ///
  /// Spaces are compared as `crossmodal compare` does, without the item itself, at the numbers of neighbors of the overlaps, by
  /// the metric in front. Cost: three searches, and 200 alignments of three pairs.
  /// - Throws: ``LinearAlgebraError``, ``ClosedFormError`` for numbers that are not finite.
  func records(_ measures: MeasuresConfiguration, seed: UInt64) throws -> [MapScore] {
    let wanted = measures.measuredBeside
    guard !wanted.isEmpty else { return [] }
    let compared = wanted.compactMap { measure -> ComparisonMeasure? in
      if case .comparison(let own) = measure { own } else { nil }
    }
    let pairs = compared.isEmpty ? nil : try SpaceTriple(self, compared, measures, seed)
    let needsRanks = wanted.contains { $0.isPairedRetrieval }
    let byRow = needsRanks ? retrieval(groups.map { .sameGroup(first: $0, second: $0) } ?? .sameRow) : nil
    let byLabel =
      wanted.contains(where: \.takesLabels)
      ? labels.map { retrieval(.sharedLabel(first: $0, second: $0)) } : nil
    return wanted.flatMap { measure -> [MapScore] in
      let found: (value: Double, chance: Double?)?
      switch measure {
      case .comparison(let own): return pairs?.scores(own, measures) ?? []
      case .recall(let k):
        found = byRow?.fromFirst.first.map { ($0.ranks.recall(at: k), $0.chance(at: k)) }
      case .meanReciprocalRank:
        found = byRow?.fromFirst.first.map { ($0.ranks.meanReciprocalRank, reciprocalChance($0)) }
      case .meanAveragePrecision(let isReversed):
        let scores = isReversed ? byLabel?.fromSecond.first : byLabel?.fromFirst.first
        found = scores.flatMap { scores in
          scores.meanAveragePrecision.map { ($0, scores.precisionChance) }
        }
      }
      guard let found else { return [] }
      return [
        MapScore(
          measure: measure.rawValue,
          target: MapScore.Between(value: found.value, chance: found.chance))
      ]
    }
  }

  private func retrieval(_ relevance: Relevance) -> CrossRetrieval {
    CrossRetrieval(mapped, y, relevance: relevance)
  }

  // Of single items: Hₙ / n. With groups there is no short formula.
  private func reciprocalChance(_ scores: RetrievalScores) -> Double? {
    guard groups == nil, scores.items > 0 else { return nil }
    return (1...scores.items).reduce(0) { $0 + 1 / Double($1) } / Double(scores.items)
  }
}

extension MapMeasure {
  /// Whether the own target of an item is what counts.
  fileprivate var isPairedRetrieval: Bool {
    switch self {
    case .recall, .meanReciprocalRank: true
    case .comparison, .meanAveragePrecision: false
    }
  }
}

/// What X, Y and f(X) share, pair by pair.
private struct SpaceTriple {
  private let input: [MeasuredScore]
  private let target: [MeasuredScore]
  private let pair: [MeasuredScore]
  private let items: Int
  // The most neighbors that an item can have.
  private let others: Int

  /// Nil for fewer than two items.
  init?(
    _ scores: MapScores, _ measures: [ComparisonMeasure], _ configuration: MeasuresConfiguration,
    _ seed: UInt64
  ) throws {
    items = scores.x.rows
    guard items > 1 else { return nil }
    var request = ComparisonRequest(
      measures: measures, metric: configuration.metrics.first ?? .cosine,
      permutations: MapScores.permutations, key: StreamKey(seed: seed).adding("compare"), threads: 1)
    request.groups = scores.groups
    let others = request.others(items: items)
    request.counts = Array(
      Set(configuration.counts(of: items).compactMap(\.k).map { min($0, others) })
    ).sorted()
    let spaces = [("X", scores.x), ("Y", scores.y), ("f(X)", scores.mapped)].map {
      ComparedSpace(name: $0.0, rows: MeasuredRows($0.1))
    }
    input = try SpaceComparison(spaces[0], spaces[2], request).scores
    target = try SpaceComparison(spaces[1], spaces[2], request).scores
    pair = try SpaceComparison(spaces[0], spaces[1], request).scores
    self.others = others
  }

  /// The scores of a measure, at every number of neighbors if it has one.
  func scores(_ measure: ComparisonMeasure, _ configuration: MeasuresConfiguration) -> [MapScore] {
    guard measure.usesNeighbors else { return [score(measure, k: nil, count: nil)].compactMap(\.self) }
    return configuration.counts(of: items).compactMap { count in
      count.k.flatMap { score(measure, k: min($0, others), count: count.text) }
    }
  }

  private func score(_ measure: ComparisonMeasure, k: Int?, count: String?) -> MapScore? {
    func found(_ scores: [MeasuredScore]) -> MeasuredScore? {
      scores.first { $0.measure == measure && $0.k == k }
    }
    guard let input = found(input), let target = found(target), let pair = found(pair) else { return nil }
    return MapScore(
      measure: measure.rawValue, k: k, count: count, input: .init(input), target: .init(target),
      pair: .init(pair))
  }
}

extension MeasuresConfiguration {
  /// The numbers of neighbors among so many items, that of the tables first and without its text; k is nil where a
  /// percentage is below one neighbor.
  fileprivate func counts(of items: Int) -> [(k: Int?, text: String?)] {
    [(k, nil)] + further.map { ($0.neighbors(of: items), $0.description) }
  }
}
