import CrossModal
import Settings

/// What one fit is told on a command line, in the words of a configuration: `max-margin` or
/// `{max-margin: {margin: 2.5, negative: hardest}}`.
package enum FitWords {
  /// The update rule of `--optimizer`.
  package static func optimizer(_ text: String) throws(ConfigurationError) -> Optimizer {
    try read(text, "optimizer", .optimizer)
  }

  /// The schedule of `--schedule`.
  package static func schedule(_ text: String) throws(ConfigurationError) -> LearningRateSchedule {
    try read(text, "schedule", .word)
  }

  /// The loss of `--loss`, which must be a single one.
  package static func loss(_ text: String) throws(ConfigurationError) -> Loss {
    let losses = try read(text, "loss", SettingFormat<[LossAxis]>.losses).flatMap(\.losses)
    guard losses.count == 1 else {
      throw ConfigurationError(
        .option("loss", text), "found \(losses.count) losses; allowed: one, without lists of values")
    }
    return losses[0]
  }

  /// The feature steps of an option.
  package static func steps(_ text: String, option: String) throws(ConfigurationError) -> [FeatureStep] {
    try read(text, option, .featureSteps)
  }

  private static func read<Value>(
    _ text: String, _ option: String, _ format: SettingFormat<Value>
  ) throws(ConfigurationError) -> Value {
    let place = ConfigurationPlace.option(option, text)
    return try format.read(ConfigurationParser.tree(text, whole: place, directory: "."), option, nil)
  }
}
