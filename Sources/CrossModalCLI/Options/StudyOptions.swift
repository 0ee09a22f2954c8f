import ArgumentParser
import Foundation
import Studies

/// A configuration file and what is set on the command line.
struct ConfigurationOptions: ParsableArguments {
  @Argument(help: "The configuration file (YAML), or the directory of a study.", completion: .file())
  var config: String
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Override one key, such as training.max-epochs=20; repeatable.", valueName: "key=value"))
  var overrides: [String] = []

  /// The study whose configuration is meant; nil for a file.
  var study: String? {
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: config, isDirectory: &isDirectory)
    return exists && isDirectory.boolValue ? config : nil
  }

  /// The configuration with its overrides.
  func load() throws -> any ExperimentConfiguration {
    guard let study else { return try Experiments.configuration(path: config, overrides: overrides) }
    // Whether there is one.
    _ = try OpenStudy.any(study)
    return try Experiments.configuration(
      path: StudyDirectory(study).configuration, overrides: overrides)
  }
}
