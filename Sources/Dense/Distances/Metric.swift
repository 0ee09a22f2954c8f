/// How near two vectors are.
public enum Metric: String, CaseIterable, Sendable {
  /// Cosine similarity; distance 1 − cos. A zero vector has similarity 0 to everything, itself included.
  case cosine
  /// Euclidean distance ‖a − b‖; similarity −‖a − b‖.
  case euclidean
  /// Inner product a·b as similarity; distance −a·b. No metric: an item need not be its own nearest neighbor.
  case innerProduct = "inner-product"
}
