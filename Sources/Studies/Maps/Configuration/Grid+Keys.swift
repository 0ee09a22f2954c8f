import CrossModal
import Settings

extension Grid {
  /// The paper's grid without dropout, which did not help there: learning rates 0.01, 0.001, 0.0001, widths 64 to 1024.
  package static let paper = Grid(
    learningRates: [0.01, 0.001, 0.0001], hiddenUnits: [64, 128, 256, 512, 1024], dropouts: [0],
    activations: [.relu])

  /// The declarations of `grid`.
  static let format = SettingFormat.section(keys, from: Grid.paper, isBlock: true)

  private static let keys: [SettingKey<Grid>] = [
    SettingKey(
      "learning-rate", \.learningRates, .axis(of: .positive), effect: .growth, "Learning rates"),
    SettingKey(
      "hidden-units", \.hiddenUnits, .axis(of: .integer(in: 1...65536)), effect: .growth,
      "Units of each hidden layer of nn, nn-3 and nn-5"),
    SettingKey(
      "dropout", \.dropouts, .axis(of: .share), effect: .growth,
      "Probability of leaving out a hidden unit in training"),
    SettingKey(
      "activation", \.activations, .axis(of: .word(of: [.relu, .sigmoid, .tanh])), effect: .growth,
      "Activation of the hidden layers"),
    SettingKey(
      "weight-decay", \.weightDecays, .axis(of: .notNegative), effect: .growth,
      "Decoupled decay of the weights: each step takes this share of the learning rate off them"),
    SettingKey(
      "batch-size", \.batchSizes, .axis(of: .integer(in: 1...4096)), effect: .growth,
      default: "training.batch-size", "Rows of a mini-batch, as an axis"),
    SettingKey(
      "structure-weight", \.structureWeights, .axis(of: .notNegative), effect: .growth,
      "Weight of a term that keeps the cosines between the inputs of a batch; added to any loss, and not part of the held-out loss"
    ),
    SettingKey(
      "penalty", \.penalties, .axis(of: .notNegative), effect: .growth,
      "Penalties of ridge, cca and reduced-rank, added to the diagonal of XᵀX; 0 is the least-norm solution"),
    SettingKey(
      "rank", \.ranks, .axis(of: .integer(in: 1...65536)), effect: .growth,
      default: "4, 16, 64 for reduced-rank, the largest possible for cca",
      "Ranks of reduced-rank and cca"),
  ]
}
