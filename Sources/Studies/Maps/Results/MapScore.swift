import CrossModal

/// One measure that was asked for, of f(X) of the held-out rows of a final fit.
package struct MapScore: Codable, Hashable, Sendable {
  /// Name of the ``MapMeasure``.
  package var measure: String
  /// Number of neighbors without the item itself, of measures that have one.
  package var k: Int?
  /// How the configuration writes the number of neighbors, where it is not the first one.
  package var count: String?
  /// Between X and f(X); nil for retrieval.
  package var input: Between?
  /// Between Y and f(X); of retrieval, from f(X) to Y.
  package var target: Between
  /// Between X and Y; nil for retrieval.
  package var pair: Between?

  /// The score of two spaces, with what it is worth.
  package struct Between: Codable, Hashable, Sendable {
    /// The score; nil where it is undefined.
    package var value: Double?
    /// What unrelated spaces score on average, where a formula says it.
    package var chance: Double?
    /// Mean score of random alignments.
    package var null: Double?
    /// What unrelated spaces pass in 5 % of all draws.
    package var threshold: Double?
    /// Probability that unrelated spaces score as high.
    package var p: Double?
    /// The score beyond the threshold: 0 unrelated, 1 equal.
    package var calibrated: Double?
    /// Why there is no score, or what must be known of it.
    package var note: String?
  }
}

extension MapScore.Between {
  /// What is kept of a score.
  init(_ score: MeasuredScore) {
    (value, chance, note) = (score.value, score.chance, score.note)
    (null, threshold, p) = (score.null?.mean, score.null?.threshold, score.null?.p)
    calibrated = score.calibrated
  }
}
