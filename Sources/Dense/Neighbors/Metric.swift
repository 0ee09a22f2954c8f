/// How near two vectors are.
public enum Metric: String, CaseIterable, Sendable {
  /// Cosine similarity; distance 1 − cos. A zero vector has similarity 0 to everything, itself included.
  case cosine
  /// Euclidean distance ‖a − b‖; similarity −‖a − b‖.
  case euclidean
}
