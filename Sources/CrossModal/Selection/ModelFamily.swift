/// The families of maps that are compared: networks that are trained, maps that are solved in closed form, and two floors.
public enum ModelFamily: String, CaseIterable, Sendable, Codable {
  /// f(x) = W x + b, trained.
  case lin
  /// One hidden layer.
  case nn
  /// Three hidden layers of equal width.
  case nn3 = "nn-3"
  /// Five hidden layers of equal width.
  case nn5 = "nn-5"
  /// W x + b of least squared error with a penalty on W.
  case ridge
  /// An orthogonal map of the centered vectors.
  case procrustes
  /// Both sides projected on their canonical directions.
  case cca
  /// Ridge whose fitted values have a limited rank.
  case reducedRank = "reduced-rank"
  /// The mean of the targets, whatever x is: what a map must beat.
  case mean
  /// A random linear map, not fitted to anything: neighborhoods that no learning made.
  case random

  /// Number of hidden layers.
  public var hiddenLayers: Int {
    switch self {
    case .nn: 1
    case .nn3: 3
    case .nn5: 5
    case .lin, .ridge, .procrustes, .cca, .reducedRank, .mean, .random: 0
    }
  }

  /// Whether maps of the family are trained by gradients, epoch by epoch; else they are solved at once.
  public var isTrained: Bool {
    switch self {
    case .lin, .nn, .nn3, .nn5: true
    case .ridge, .procrustes, .cca, .reducedRank, .mean, .random: false
    }
  }

  /// Whether a solved map of the family has a penalty.
  public var usesPenalty: Bool {
    switch self {
    case .ridge, .cca, .reducedRank: true
    case .lin, .nn, .nn3, .nn5, .procrustes, .mean, .random: false
    }
  }

  /// Whether the family is there to be beaten: its neighborhoods are no evidence of what a learned map does.
  public var isFloor: Bool { self == .mean || self == .random }

  /// What the families are, for people: every page and help that explains them says this.
  package static let definition =
    "lin: W·x + b. nn, nn-3, nn-5: networks with 1, 3 and 5 hidden layers of equal width. Solved in closed form: ridge, "
    + "procrustes (orthogonal), cca (canonical correlation), reduced-rank. Floors: mean (of the targets), random (a "
    + "linear map that learned nothing)."
}
