/// What the settings of a cell are compared by, each at the epoch of its least held-out loss.
public enum SelectionMeasure: String, CaseIterable, Sendable, Codable {
  /// The held-out loss; smaller is better.
  case loss
  /// Mean reciprocal rank of the targets among all targets held out, by cosine to f(X); larger is better.
  case meanReciprocalRank = "mean-reciprocal-rank"
  /// Share of items whose f(X) is nearest to their own target; larger is better.
  case recallAtOne = "recall-at-1"
  /// Mean nearest-neighbor overlap of f(X) with the targets; larger is better.
  case overlap

  /// The measure in a sentence for people.
  package var title: String {
    switch self {
    case .loss: "held-out loss"
    case .meanReciprocalRank: "mean reciprocal rank"
    case .recallAtOne: "recall at 1"
    case .overlap: "overlap of f(X) with Y"
    }
  }
}
