/// What ``Distances`` computes.
public enum DistanceMetric: String, CaseIterable, Sendable {
  /// 1 − a·b / (‖a‖ ‖b‖), range 0…2; 1 from and to a zero row, itself included.
  case cosine
  /// ‖a − b‖, range 0…∞.
  case euclidean
  /// The cosine distance of the rows each minus its own mean: 1 − Pearson's correlation, range 0…2; 1 from and to a row of
  /// equal numbers, itself included.
  case correlation

  /// Whether rows are compared by their directions.
  var isDirectional: Bool { self != .euclidean }
}
