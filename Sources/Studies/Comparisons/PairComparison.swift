import CrossModal
import VectorFiles

/// What was measured of a pair of spaces, as it is in a journal.
package struct PairComparison: Codable, Hashable, Sendable {
  /// All scores, in the order of the request.
  package var scores: [Score]
  /// Rows of both spaces whose neighbors are decided by the row order at the first number of neighbors.
  package var tiedRows: [Int]?

  /// One measure of a pair.
  package struct Score: Codable, Hashable, Sendable {
    /// Name of the measure.
    package var measure: String
    /// Number of neighbors, of measures that have one.
    package var k: Int?
    /// The score; nil where it is undefined.
    package var value: Double?
    /// The first three canonical correlations, of cca-first.
    package var values: [Double]?
    /// What unrelated spaces score on average, where a formula says it.
    package var chance: Double?
    /// Scores of random alignments.
    package var null: Null?
    /// The score beyond the threshold of its null.
    package var calibrated: Double?
    /// The ends of the 95 % interval.
    package var interval: [Double]?
    /// Why there is no score, or what must be known of it.
    package var note: String?
  }

  /// A score next to those of random alignments.
  package struct Null: Codable, Hashable, Sendable {
    /// Their mean.
    package var mean: Double
    /// Their standard deviation (denominator m − 1).
    package var sd: Double
    /// What unrelated spaces pass in 5 % of all draws.
    package var threshold: Double
    /// Probability that unrelated spaces score as high.
    package var p: Double
    /// The score of every alignment, rounded to Float, little-endian, base64: the null of the best pair needs all.
    package var permuted: String
  }

  /// The scores of a comparison.
  package init(_ scores: [MeasuredScore], tiedRows: [Int]?) {
    (self.scores, self.tiedRows) = (scores.map(Score.init), tiedRows)
  }
}

extension PairComparison.Score {
  /// What is kept of a score.
  init(_ score: MeasuredScore) {
    measure = score.measure.rawValue
    (k, value, values, chance) = (score.k, score.value, score.values, score.chance)
    null = score.null.map {
      PairComparison.Null(
        mean: $0.mean, sd: $0.standardDeviation, threshold: $0.threshold, p: $0.p,
        permuted: Base64.text(of: $0.permuted.map(Float.init)))
    }
    calibrated = score.calibrated
    interval = score.interval.map { [$0.lowerBound, $0.upperBound] }
    note = score.note
  }

  /// The score as tables of comparisons take it; nil for a measure that this version does not know.
  ///
  /// The alignments are rounded to Float, and next to them so is the score: those that equal it still do.
  package var measured: MeasuredScore? {
    guard let measure = ComparisonMeasure(rawValue: measure) else { return nil }
    var score = MeasuredScore(measure, k: k)
    (score.value, score.values, score.chance, score.note) = (value, values, chance, note)
    if let value, let permuted = null?.scores, !permuted.isEmpty {
      score.null = PermutedScores(
        observed: Double(Float(value)), permuted: permuted.map(Double.init))
    }
    if let interval, interval.count == 2, interval[0] <= interval[1] {
      score.interval = interval[0]...interval[1]
    }
    return score
  }
}

extension PairComparison.Null {
  /// The score of every alignment; nil for text that is not base64 of them.
  var scores: [Float]? {
    let bytes = BoundedBytes(copying: permuted.utf8)
    return Base64.numbers(in: bytes, 0..<bytes.count)
  }
}

extension PairComparison: UnitResult {
  /// Reads the JSON of a result.
  package init?(_ cursor: inout JSONCursor) {
    guard let value = cursor.value(PairComparison.self),
      value.scores.allSatisfy({ $0.null.map { $0.scores != nil } ?? true })
    else { return nil }
    self = value
  }

  /// Whether all scores that both have are equal: a later version may define what this one does not, or say more of it.
  package func agrees(with other: PairComparison) -> Bool {
    guard scores.count == other.scores.count else { return false }
    return zip(scores, other.scores).allSatisfy { own, theirs in
      guard own.measure == theirs.measure, own.k == theirs.k else { return false }
      guard let value = own.value, let their = theirs.value else { return true }
      return value == their && own.values == theirs.values && own.null == theirs.null
    }
  }
}
