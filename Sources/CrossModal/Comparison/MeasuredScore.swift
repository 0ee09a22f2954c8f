/// One measure of a pair of spaces, with what it is worth.
package struct MeasuredScore: Equatable, Sendable {
  /// Which measure.
  package let measure: ComparisonMeasure
  /// Number of neighbors, of measures that have one.
  package let k: Int?
  /// The score; nil where it is undefined.
  package var value: Double?
  /// The first three canonical correlations, of ``ComparisonMeasure/firstCorrelations``.
  package var values: [Double]?
  /// What unrelated spaces score on average, where a formula says it.
  package var chance: Double?
  /// The score next to those of random alignments.
  package var null: PermutedScores?
  /// The interval that holds the mean score of samples of as many items in 95 % of them, where that was shown.
  package var interval: ClosedRange<Double>?
  /// Why there is no score, or what must be known of it; a sentence.
  package var note: String?

  /// A measure without anything yet.
  package init(_ measure: ComparisonMeasure, k: Int? = nil) { (self.measure, self.k) = (measure, k) }

  /// A measure that is undefined, and why.
  package static func undefined(_ measure: ComparisonMeasure, k: Int? = nil, _ reason: String)
    -> MeasuredScore
  {
    var score = MeasuredScore(measure, k: k)
    score.note = reason
    return score
  }

  /// The score beyond the threshold of its null, of measures whose best is 1.
  package var calibrated: Double? { measure.isCalibrated ? null?.calibrated : nil }

  /// The score ± 1.96 standard errors.
  mutating func setInterval(standardError: Double?) {
    guard let value, let standardError else { return }
    let half = NormalInterval.quantile * standardError
    interval = (value - half)...(value + half)
  }
}
