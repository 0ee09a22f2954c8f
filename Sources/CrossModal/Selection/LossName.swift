/// The name of a loss without its numbers; a cell of a study is about one of these.
package enum LossName: String, CaseIterable, Sendable, Codable {
  /// Mean squared error.
  case mse
  /// Cosine.
  case cosine
  /// Max-margin.
  case maxMargin = "max-margin"

  /// The name of a loss in configurations and tables; nil for a loss of one's own.
  package init?(_ loss: Loss) {
    switch loss {
    case .meanSquaredError: self = .mse
    case .cosine: self = .cosine
    case .maxMargin: self = .maxMargin
    case .custom: return nil
    }
  }
}
