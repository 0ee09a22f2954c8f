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
  ]
}
