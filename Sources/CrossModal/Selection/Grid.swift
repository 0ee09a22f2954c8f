import Dense

/// The axes of a hyperparameter search, and the settings they span for one model family.
///
/// A conditional grid: width, dropout and activation are axes only where the family has hidden layers, so lin with three
/// learning rates has three settings; penalty and rank only where a solved map has them. `losses` is the loss of the cell
/// once for each margin.
public struct Grid: Hashable, Sendable {
  /// Learning rates.
  public var learningRates: [Double]
  /// Widths of the hidden layers.
  public var hiddenUnits: [Int]
  /// Dropout probabilities.
  public var dropouts: [Double]
  /// Activations of the hidden layers.
  public var activations: [Activation]
  /// Decoupled weight decays of the optimizer.
  public var weightDecays = [0.0]
  /// Rows of a mini-batch; nil leaves it to the training.
  public var batchSizes: [Int]?
  /// Weights of the term that keeps the input's geometry.
  public var structureWeights = [0.0]
  /// Penalties of ridge, cca and reduced-rank.
  public var penalties = Self.usualPenalties
  /// Ranks of cca and reduced-rank; nil: ``usualRanks`` for reduced-rank, the largest possible for cca.
  public var ranks: [Int]?

  /// Powers of ten from 0.01 to 100,000: from hardly any shrinkage of standardized vectors to nearly the mean.
  public static let usualPenalties = [0.01, 0.1, 1, 10, 100, 1000, 10_000, 100_000]
  /// Ranks of reduced-rank where none are given; those above what the data allow count as the largest possible.
  public static let usualRanks = [4, 16, 64]

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
  /// dropout, activation, weight decay, batch size, structure weight; of solved maps penalty, then rank.
  public func settings(for family: ModelFamily, losses: [Loss]) -> [Setting] {
    guard family.isTrained else { return solvedSettings(family) }
    return losses.flatMap { loss in
      learningRates.flatMap { rate -> [Setting] in
        guard family.hiddenLayers > 0 else {
          return varied(
            Setting(learningRate: rate, hiddenUnits: nil, dropout: 0, activation: .linear, loss: loss))
        }
        return hiddenUnits.flatMap { units in
          dropouts.flatMap { dropout in
            activations.flatMap { activation in
              varied(
                Setting(
                  learningRate: rate, hiddenUnits: units, dropout: dropout, activation: activation, loss: loss
                ))
            }
          }
        }
      }
    }
  }

  /// Number of settings for a family with so many variants of its loss, without making them; in floating point, so that it
  /// cannot overflow.
  package func settingCount(for family: ModelFamily, losses: Int) -> Double {
    guard family.isTrained else { return Double(solvedSettings(family).count) }
    let network =
      family.hiddenLayers > 0
      ? Double(hiddenUnits.count) * Double(dropouts.count) * Double(activations.count) : 1
    let steps = Double(weightDecays.count) * Double(batchSizes?.count ?? 1) * Double(structureWeights.count)
    return Double(losses) * Double(learningRates.count) * network * steps
  }

  // The axes of every network.
  private func varied(_ setting: Setting) -> [Setting] {
    weightDecays.flatMap { decay in
      (batchSizes.map { $0.map(Optional.some) } ?? [nil]).flatMap { batchSize in
        structureWeights.map { weight in
          var varied = setting
          (varied.weightDecay, varied.batchSize, varied.structureWeight) = (decay, batchSize, weight)
          return varied
        }
      }
    }
  }

  private func solvedSettings(_ family: ModelFamily) -> [Setting] {
    let penalties: [Double?] = family.usesPenalty ? self.penalties : [nil]
    let ranks: [Int?]
    switch family {
    case .reducedRank: ranks = self.ranks ?? Self.usualRanks
    case .cca: ranks = self.ranks ?? [nil]
    default: ranks = [nil]
    }
    return penalties.flatMap { penalty in ranks.map { Setting(penalty: penalty, rank: $0) } }
  }
}
