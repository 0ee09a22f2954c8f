import CrossModal
import Dense

/// What a journal says of one fit.
package struct FitRecord: Codable, Equatable, Sendable {
  /// How the fit ended.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// All epochs done.
    case finished
    /// A number became infinite or NaN.
    case diverged
    /// Given up, for the stated reason.
    case failed
  }

  /// Which fit.
  package var fit: FitIdentifier
  /// How it ended.
  package var state: State
  /// Training loss by epoch.
  package var training: LossCurve
  /// Held-out loss by epoch.
  package var heldOut: LossCurve
  /// Index of the setting in the cell's grid that was trained.
  package var setting: Int
  /// Number of epochs that were to be trained.
  package var epochs: Int
  /// For a diverged fit: the epoch, from 1.
  package var divergedEpoch: Int?
  /// For a diverged fit: the batch, from 1; 0 for the end of the epoch.
  package var divergedBatch: Int?
  /// For a failed fit: why.
  package var reason: String?
  /// For a finished final fit: what was measured.
  package var overlaps: [OverlapRecord]?
  /// The kernels that computed it, such as "fused on Cooperlake".
  package var kernels: String

  /// Which attempt this was, from 1.
  package var attempt: Int
  /// How long it took.
  package var seconds: Double
  /// The machine.
  package var host: String
  /// The worker, as its journal is named.
  package var worker: String
  /// When it began, ISO 8601 in UTC.
  package var started: String

  /// A record of one fit.
  package init(
    fit: FitIdentifier, state: State, training: LossCurve, heldOut: LossCurve, setting: Int, epochs: Int,
    divergedEpoch: Int? = nil, divergedBatch: Int? = nil, reason: String? = nil,
    overlaps: [OverlapRecord]? = nil, kernels: String, attempt: Int, seconds: Double, host: String,
    worker: String, started: String
  ) {
    (self.fit, self.state, self.training, self.heldOut) = (fit, state, training, heldOut)
    (self.setting, self.epochs, self.divergedEpoch) = (setting, epochs, divergedEpoch)
    (self.divergedBatch, self.reason, self.overlaps) = (divergedBatch, reason, overlaps)
    (self.kernels, self.attempt, self.seconds) = (kernels, attempt, seconds)
    (self.host, self.worker, self.started) = (host, worker, started)
  }

  /// Whether two records tell the same result: all but attempt, time, place and worker.
  package func agrees(with other: FitRecord) -> Bool {
    var copy = other
    (copy.attempt, copy.seconds, copy.host) = (attempt, seconds, host)
    (copy.worker, copy.started) = (worker, started)
    return copy == self
  }
}

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
    curve: [Point]? = nil
  ) {
    (self.metric, self.k, self.includesSelf, self.items) = (metric, k, includesSelf, items)
    (self.input, self.target, self.pair, self.curve) = (input, target, pair, curve)
  }

  /// The expected overlap of unrelated sets.
  package var chance: Double { NeighborOverlap.chance(k: k, items: items, includesSelf: includesSelf) }
}
