import CrossModal

/// A loss as it is in a configuration: for max-margin with a list of margins and for
/// InfoNCE with a list of temperatures, several ``Loss`` values of one cell.
package enum LossAxis: Hashable, Sendable {
  /// Mean squared error.
  case meanSquaredError
  /// Cosine.
  case cosine(Loss.CosineReduction)
  /// Max-margin at each of the margins.
  case maxMargin(
    margins: [Double], negativeSide: Loss.NegativeSide, negative: Loss.Negative, distance: Loss.Distance)
  /// InfoNCE at each of the temperatures.
  case infoNCE(temperatures: [Double], direction: Loss.ContrastDirection)
  /// Sigmoid.
  case sigmoid(Loss.Sigmoid)

  /// Max-margin as in the paper: margins 1, 2.5, 5, 7.5 and 10, a random negative on the input side, Euclidean.
  package static let paperMaxMargin = LossAxis.maxMargin(
    margins: [1, 2.5, 5, 7.5, 10], negativeSide: .input, negative: .random, distance: .euclidean)

  /// The loss's name.
  package var name: LossName {
    switch self {
    case .meanSquaredError: .mse
    case .cosine: .cosine
    case .maxMargin: .maxMargin
    case .infoNCE: .infoNCE
    case .sigmoid: .sigmoid
    }
  }

  /// The losses of the axis, in the order of the margins or temperatures.
  package var losses: [Loss] {
    switch self {
    case .meanSquaredError: [.meanSquaredError]
    case .cosine(let reduction): [.cosine(reduction)]
    case .maxMargin(let margins, let side, let negative, let distance):
      margins.map {
        .maxMargin(.init(margin: $0, negativeSide: side, negative: negative, distance: distance))
      }
    case .infoNCE(let temperatures, let direction):
      temperatures.map { .infoNCE(.init(temperature: $0, direction: direction)) }
    case .sigmoid(let options): [.sigmoid(options)]
    }
  }
}
