import Foundation
import Settings

/// The configuration of a study as a file.
package enum StudyFile {
  /// Reads a configuration of a kind that is known.
  static func load<Configuration: ExperimentConfiguration>(
    _ type: Configuration.Type, path: String
  ) throws(ConfigurationError) -> Configuration {
    let directory = FileManager.default.currentDirectoryPath
    let text = try read(path, in: directory)
    var configuration = try Configuration(tree(text, file: path, overrides: [], currentDirectory: directory))
    configuration.origin = ConfigurationOrigin(file: path)
    return configuration
  }

  static func read(_ path: String, in directory: String) throws(ConfigurationError) -> String {
    try StudyConfiguration.read(path, in: directory)
  }

  static func tree(
    _ text: String, file: String, overrides: [String], currentDirectory: String
  ) throws(ConfigurationError) -> ConfigurationNode {
    try StudyConfiguration.tree(
      text, file: file, overrides: overrides, currentDirectory: currentDirectory)
  }
}
