import CrossModal

/// How much one fit computes, for the order in which fits run and for estimates of the time that is left.
///
/// With w weights in total, of which w₀ in the first layer, and n training rows, an epoch takes
/// n w (forward) + n w (gradient of the weights) + n (w − w₀) (gradient of the inputs, which the first layer does not
/// need) + 4 w ⌈n / batch⌉ (update) multiply-adds. Activations, biases and the loss are left out: they are of the order
/// of the layers' widths, not of their products. The evaluation of held-out rows is left out too.
package struct FitCost: Hashable, Sendable, Comparable {
  /// Multiply-adds of all epochs; in floating point, so that it cannot overflow.
  package let multiplyAdds: Double
  /// Number of weights, without biases.
  package let weights: Double

  /// The cost of `epochs` epochs over `rows` rows. `hiddenUnits` is needed where the family has hidden layers.
  package init(
    model: ModelFamily, hiddenUnits: Int?, inputs: Int, outputs: Int, rows: Int, batchSize: Int, epochs: Int
  ) {
    precondition(inputs > 0 && outputs > 0 && rows >= 0, "a fit of \(rows) rows, \(inputs) to \(outputs)")
    precondition(batchSize > 0 && epochs >= 0, "a fit of \(epochs) epochs in batches of \(batchSize)")
    let hidden = Array(repeating: Double(hiddenUnits ?? 0), count: model.hiddenLayers)
    precondition(hidden.allSatisfy { $0 > 0 }, "\(model.rawValue) without hidden units")
    let widths = [Double(inputs)] + hidden + [Double(outputs)]
    let layers = zip(widths, widths.dropFirst()).map { $0 * $1 }
    let total = layers.reduce(0, +)
    let steps = (Double(rows) / Double(batchSize)).rounded(.up)
    weights = total
    multiplyAdds = Double(epochs) * (Double(rows) * (3 * total - layers[0]) + 4 * total * steps)
  }

  /// The cost of one setting of a solved map, whose decomposition of `rows` × `inputs` numbers all settings of a fold
  /// share: the product that applies it, and a tenth of the decomposition.
  package init(closedFormOf inputs: Int, outputs: Int, rows: Int) {
    let (n, p, q) = (Double(rows), Double(inputs), Double(outputs))
    let least = min(n, p)
    weights = p * q
    multiplyAdds = n * p * q + (n * p * least + 10 * least * least * least) / 10
  }

  /// Compares the multiply-adds.
  package static func < (left: FitCost, right: FitCost) -> Bool { left.multiplyAdds < right.multiplyAdds }
}
