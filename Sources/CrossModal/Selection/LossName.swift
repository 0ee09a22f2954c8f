/// The name of a loss without its numbers; a cell of a study is about one of these.
package enum LossName: String, CaseIterable, Sendable, Codable {
  /// Mean squared error.
  case mse
  /// Cosine.
  case cosine
  /// Max-margin.
  case maxMargin = "max-margin"
  /// InfoNCE.
  case infoNCE = "info-nce"
  /// Sigmoid.
  case sigmoid

  /// The name of a loss in configurations and tables; nil for a loss of one's own.
  package init?(_ loss: Loss) {
    switch loss {
    case .meanSquaredError: self = .mse
    case .cosine: self = .cosine
    case .maxMargin: self = .maxMargin
    case .infoNCE: self = .infoNCE
    case .sigmoid: self = .sigmoid
    case .custom: return nil
    }
  }
}
