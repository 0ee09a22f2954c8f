/// What a fit leaves behind besides its weights: the losses of every epoch, and how it ended.
public struct TrainingHistory: Equatable, Sendable {
  /// How a fit ended.
  public enum Outcome: Equatable, Sendable {
    /// All epochs were done.
    case finished
    /// A loss or weight was not finite, in this epoch and batch (both from 1; batch 0: the held-out loss or the
    /// weights at the end of the epoch).
    case diverged(epoch: Int, batch: Int)
  }

  /// Training loss of each finished epoch: the mean over its batches, weighted by rows, each taken before its update,
  /// with the structure term where there is one.
  public var training: [Double] = []
  /// Held-out loss after each finished epoch; empty without held-out rows.
  public var heldOut: [Double] = []
  /// Score of the held-out rows after each finished epoch; empty where none was asked for.
  public var scores: [Double] = []
  /// How the fit ended.
  public var outcome: Outcome = .finished

  /// An empty history.
  public init() {}

  /// The epoch (from 1) with the lowest held-out loss, the first of equals; nil without one.
  public var bestEpoch: Int? {
    guard let least = heldOut.min() else { return nil }
    return heldOut.firstIndex(of: least).map { $0 + 1 }
  }
}
