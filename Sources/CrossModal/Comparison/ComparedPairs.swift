import Dense

/// Several spaces of the same items, compared pair by pair: each space is searched and decomposed once.
package struct ComparedPairs: Sendable {
  /// Two spaces, by their places, and what was measured of them.
  package struct Pair: Sendable {
    /// Place of the first space.
    package let first: Int
    /// Place of the second space, behind the first.
    package let second: Int
    /// The scores.
    package let scores: [MeasuredScore]
    /// Whether the two count for the best pair: they are of different sources, or there is only one.
    package let isCandidate: Bool

    /// A pair and its scores.
    package init(first: Int, second: Int, scores: [MeasuredScore], isCandidate: Bool) {
      (self.first, self.second, self.scores, self.isCandidate) = (first, second, scores, isCandidate)
    }
  }

  /// The pair that scores highest, next to the highest score that every permutation finds among all pairs.
  package struct Best: Equatable, Sendable {
    /// The measure.
    package let measure: ComparisonMeasure
    /// Its number of neighbors.
    package let k: Int?
    /// Places of the two spaces.
    package let first: Int
    package let second: Int
    /// The score and the aggregate null.
    package let scores: PermutedScores
    /// The pairs that the maximum was taken over.
    package let candidates: Int
  }

  /// All pairs, by first and second place.
  package let pairs: [Pair]

  /// Pairs that were measured elsewhere.
  package init(pairs: [Pair]) { self.pairs = pairs }

  /// Compares all pairs of spaces.
  /// - Parameters:
  ///   - sources: a number for every space; layers of one array have the same. Where there are several, only pairs of
  ///     different sources are candidates for the best one: layers of one model are alike without a signal.
  ///   - progress: hears the part of the whole that is done, from 0 to 1.
  /// - Throws: as ``SpaceComparison``.
  package init(
    _ spaces: [ComparedSpace], sources: [Int], _ request: ComparisonRequest,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws {
    precondition(spaces.count == sources.count, "\(sources.count) sources of \(spaces.count) spaces")
    let places = spaces.indices.flatMap { first in
      spaces.indices.filter { $0 > first }.map { (first: first, second: $0) }
    }
    pairs = try places.enumerated().map { done, pair in
      let share = 1 / Double(places.count)
      let part = ProgressPart.of(progress, from: Double(done) * share, to: Double(done + 1) * share)
      let comparison = try SpaceComparison(spaces[pair.first], spaces[pair.second], request, progress: part)
      return Pair(
        first: pair.first, second: pair.second, scores: comparison.scores,
        isCandidate: Self.isCandidate(pair.first, pair.second, sources: sources))
    }
  }

  /// Whether a pair counts for the best one: its spaces are of different sources, or all are of one.
  package static func isCandidate<Source: Hashable>(_ first: Int, _ second: Int, sources: [Source]) -> Bool {
    sources[first] != sources[second] || sources.allSatisfy { $0 == sources[first] }
  }

  /// The best pair of every calibrated measure and number of neighbors; none for fewer than two candidates.
  package var best: [Best] {
    let candidates = pairs.filter(\.isCandidate)
    guard candidates.count > 1, let measured = candidates.first?.scores else { return [] }
    return measured.filter { $0.measure.isCalibrated }.compactMap { wanted in
      let found = candidates.compactMap { pair in
        pair.scores.first { $0.measure == wanted.measure && $0.k == wanted.k }?.null.map { (pair, $0) }
      }
      guard let scores = PermutedScores(maximumOf: found.map(\.1)),
        let best = found.first(where: { $0.1.observed == scores.observed })
      else { return nil }
      return Best(
        measure: wanted.measure, k: wanted.k, first: best.0.first, second: best.0.second, scores: scores,
        candidates: found.count)
    }
  }
}
