import Dense

/// The axes of a hyperparameter search, and the settings they span for one model family.
///
/// A conditional grid: width, dropout and activation are axes only where the family has hidden layers, so lin with three
/// learning rates has three settings. `losses` is the loss of the cell once for each margin.
public struct Grid: Hashable, Sendable {
  /// Learning rates.
  public var learningRates: [Double]
  /// Widths of the hidden layers.
  public var hiddenUnits: [Int]
  /// Dropout probabilities.
  public var dropouts: [Double]
  /// Activations of the hidden layers.
  public var activations: [Activation]

  /// A grid; each axis needs at least one value.
  public init(learningRates: [Double], hiddenUnits: [Int], dropouts: [Double], activations: [Activation]) {
    precondition(
      !learningRates.isEmpty && !hiddenUnits.isEmpty && !dropouts.isEmpty && !activations.isEmpty,
      "a grid with an empty axis")
    self.learningRates = learningRates
    self.hiddenUnits = hiddenUnits
    self.dropouts = dropouts
    self.activations = activations
  }

  /// All settings for a family and the variants of one loss, in a fixed order: loss slowest, then learning rate, width,
  /// dropout, activation.
  public func settings(for family: ModelFamily, losses: [Loss]) -> [Setting] {
    losses.flatMap { loss in
      learningRates.flatMap { rate -> [Setting] in
        guard family.hiddenLayers > 0 else {
          return [Setting(learningRate: rate, hiddenUnits: nil, dropout: 0, activation: .linear, loss: loss)]
        }
        return hiddenUnits.flatMap { units in
          dropouts.flatMap { dropout in
            activations.map { activation in
              Setting(
                learningRate: rate, hiddenUnits: units, dropout: dropout, activation: activation, loss: loss)
            }
          }
        }
      }
    }
  }
}
