import CrossModal
import Dense
import Settings

extension SettingFormat<Initializer> {
  /// The declarations of the distributions of weights, with their scales.
  static var initializer: SettingFormat {
    .choice([
      .word("glorot-uniform", .glorotUniform),
      .word(
        "uniform", options: scale("Weights lie between -scale and scale"), from: 1,
        value: { .uniform(scale: $0) },
        taken: { if case .uniform(let scale) = $0 { scale } else { nil } }),
      .word(
        "normal", options: scale("Standard deviation of the weights"), from: 1,
        value: { .normal(scale: $0) },
        taken: { if case .normal(let scale) = $0 { scale } else { nil } }),
    ])
  }

  private static func scale(_ summary: String) -> [SettingKey<Double>] {
    [SettingKey("scale", \.self, .positive, effect: nil, summary)]
  }
}
