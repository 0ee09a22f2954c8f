import CrossModal
import Dense

/// What a journal says of one fit.
public struct FitRecord: Codable, Equatable, Sendable {
  /// How the fit ended.
  public enum State: String, Codable, Sendable, CaseIterable {
    /// All epochs done.
    case finished
    /// A number became infinite or NaN.
    case diverged
    /// Given up, for the stated reason.
    case failed
  }

  /// Which fit.
  public var fit: FitIdentifier
  /// How it ended.
  public var state: State
  /// Training loss by epoch.
  public var training: LossCurve
  /// Held-out loss by epoch.
  public var heldOut: LossCurve
  /// Index of the setting in the cell's grid that was trained.
  public var setting: Int
  /// Number of epochs that were to be trained.
  public var epochs: Int
  /// For a diverged fit: the epoch, from 1.
  public var divergedEpoch: Int?
  /// For a diverged fit: the batch, from 1; 0 for the end of the epoch.
  public var divergedBatch: Int?
  /// For a failed fit: why.
  public var reason: String?
  /// For a finished final fit: what was measured.
  public var overlaps: [OverlapRecord]?
  /// The kernels that computed it, such as "fused on Cooperlake".
  public var kernels: String

  /// Which attempt this was, from 1.
  public var attempt: Int
  /// How long it took.
  public var seconds: Double
  /// The machine.
  public var host: String
  /// The worker, as its journal is named.
  public var worker: String
  /// When it began, ISO 8601 in UTC.
  public var started: String

  /// Whether two records tell the same result: all but attempt, time, place and worker.
  public func agrees(with other: FitRecord) -> Bool {
    var copy = other
    (copy.attempt, copy.seconds, copy.host) = (attempt, seconds, host)
    (copy.worker, copy.started) = (worker, started)
    return copy == self
  }
}

/// Mean nearest-neighbor overlaps of one final fit under one metric and treatment of self.
public struct OverlapRecord: Codable, Hashable, Sendable {
  /// The metric.
  public var metric: String
  /// Number of neighbors.
  public var k: Int
  /// Whether an item counts as its own neighbor.
  public var includesSelf: Bool
  /// Number of items.
  public var items: Int
  /// mNNO(X, f(X)): how much of the input's neighborhoods is kept.
  public var input: Double
  /// mNNO(Y, f(X)): how much of the target's neighborhoods is reached.
  public var target: Double
  /// mNNO(X, Y): how much the two modalities share.
  public var pair: Double
  /// The same at other numbers of neighbors, ascending; nil in records of earlier versions.
  public var curve: [Point]?

  /// The overlaps at one number of neighbors.
  public struct Point: Codable, Hashable, Sendable {
    /// Number of neighbors.
    public var k: Int
    /// mNNO(X, f(X)).
    public var input: Double
    /// mNNO(Y, f(X)).
    public var target: Double
    /// mNNO(X, Y).
    public var pair: Double
  }

  /// The expected overlap of unrelated sets.
  public var chance: Double { NeighborOverlap.chance(k: k, items: items, includesSelf: includesSelf) }
}
