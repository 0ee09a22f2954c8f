import ArgumentParser
import Studies

/// A configuration file and what is set on the command line.
struct ConfigurationOptions: ParsableArguments {
  @Argument(help: "The configuration file (YAML).") var config: String
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Override one key, as training.max-epochs=20; repeatable.", valueName: "key=value"))
  var overrides: [String] = []

  /// The configuration with its overrides.
  func load() throws -> any ExperimentConfiguration {
    try Experiments.configuration(path: config, overrides: overrides)
  }
}
