/// The families of maps that are solved at once, and the two floors next to them.
public enum ClosedFormFamily: String, CaseIterable, Sendable {
  /// W x + b of least squared error with a penalty on W: ``RidgePath``.
  case ridge
  /// An orthogonal map of the centered vectors: ``ProcrustesMap``.
  case procrustes
  /// Both sides projected on their canonical directions: ``CanonicalCorrelation``.
  case cca
  /// Ridge whose fitted values have a limited rank: ``ReducedRankPath``.
  case reducedRank = "reduced-rank"
  /// The mean of the targets, whatever x is.
  case mean
  /// A random linear map without a bias, not fitted to anything.
  case random

  /// Whether a penalty changes the family's maps.
  public var usesPenalty: Bool {
    switch self {
    case .ridge, .cca, .reducedRank: true
    case .procrustes, .mean, .random: false
    }
  }

  /// Whether a rank changes the family's maps.
  public var usesRank: Bool {
    switch self {
    case .cca, .reducedRank: true
    case .ridge, .procrustes, .mean, .random: false
    }
  }
}
