import CrossModal

/// Mean nearest-neighbor overlaps of one final fit under one metric and treatment of self.
package struct OverlapRecord: Codable, Hashable, Sendable {
  /// The metric.
  package var metric: String
  /// Number of neighbors.
  package var k: Int
  /// Whether an item counts as its own neighbor.
  package var includesSelf: Bool
  /// Number of items.
  package var items: Int
  /// mNNO(X, f(X)): how much of the input's neighborhoods is kept.
  package var input: Double
  /// mNNO(Y, f(X)): how much of the target's neighborhoods is reached.
  package var target: Double
  /// mNNO(X, Y): how much the two modalities share.
  package var pair: Double
  /// The same at other numbers of neighbors, ascending; nil in records of earlier versions.
  package var curve: [Point]?

  /// Further measures by the name of a ``NeighborMeasure``; nil without any.
  package var further: [String: Spaces]?
  /// With groups, how many items outside an item's group may be in its list: the harmonic mean over the items. Nil where
  /// all others may.
  package var others: Double?
  /// Standard errors over the items; nil where there are too few for them, and in records of earlier versions.
  package var errors: Errors?

  /// Standard errors of the overlaps, and of differences of two of the same items, by ``CrossModal/HalfSamples``.
  package struct Errors: Codable, Hashable, Sendable {
    /// Of mNNO(X, f(X)).
    package var input: Double
    /// Of mNNO(Y, f(X)).
    package var target: Double
    /// Of mNNO(X, f(X)) − mNNO(Y, f(X)).
    package var inputTarget: Double
    /// Of mNNO(Y, f(X)) − mNNO(X, Y).
    package var targetPair: Double

    /// The errors of one measurement.
    package init(input: Double, target: Double, inputTarget: Double, targetPair: Double) {
      (self.input, self.target) = (input, target)
      (self.inputTarget, self.targetPair) = (inputTarget, targetPair)
    }
  }

  /// One measure between the three spaces.
  package struct Spaces: Codable, Hashable, Sendable {
    /// Between X and f(X).
    package var input: Double
    /// Between Y and f(X).
    package var target: Double
    /// Between X and Y.
    package var pair: Double

    /// The values of a measure.
    package init(input: Double, target: Double, pair: Double) {
      (self.input, self.target, self.pair) = (input, target, pair)
    }
  }

  /// The overlaps at one number of neighbors.
  package struct Point: Codable, Hashable, Sendable {
    /// Number of neighbors.
    package var k: Int
    /// mNNO(X, f(X)).
    package var input: Double
    /// mNNO(Y, f(X)).
    package var target: Double
    /// mNNO(X, Y).
    package var pair: Double
  }

  /// A record of the overlaps at one number of neighbors, and at others.
  package init(
    metric: String, k: Int, includesSelf: Bool, items: Int, input: Double, target: Double, pair: Double,
    curve: [Point]? = nil, further: [String: Spaces]? = nil, others: Double? = nil, errors: Errors? = nil
  ) {
    (self.metric, self.k, self.includesSelf, self.items) = (metric, k, includesSelf, items)
    (self.input, self.target, self.pair, self.curve) = (input, target, pair, curve)
    (self.further, self.others, self.errors) = (further, others, errors)
  }

  /// The expected overlap of unrelated sets.
  package var chance: Double {
    NeighborOverlap.chance(k: k, others: others ?? Double(items - 1), includesSelf: includesSelf)
  }
}
