/// The families of maps that are compared: a linear map and networks with 1, 3 and 5 hidden layers.
public enum ModelFamily: String, CaseIterable, Sendable, Codable {
  /// f(x) = W x + b.
  case lin
  /// One hidden layer.
  case nn
  /// Three hidden layers of equal width.
  case nn3 = "nn-3"
  /// Five hidden layers of equal width.
  case nn5 = "nn-5"

  /// Number of hidden layers.
  public var hiddenLayers: Int {
    switch self {
    case .lin: 0
    case .nn: 1
    case .nn3: 3
    case .nn5: 5
    }
  }

  /// What the families are, for people: every page and help that explains them says this.
  package static let definition =
    "lin: W·x + b. nn, nn-3, nn-5: networks with 1, 3 and 5 hidden layers of equal width."
}
