import Foundation
import Settings

/// What a configuration file describes: a study of maps, or, with `kind: ratings`, experiment 2.
package enum ExperimentConfiguration: Hashable, Sendable {
  /// A study of maps.
  case study(StudyConfiguration)
  /// Word vectors and human ratings.
  case ratings(RatingsConfiguration)

  /// Reads a file and applies overrides to it, see ``StudyConfiguration/load(path:overrides:currentDirectory:)``.
  package static func load(
    path: String, overrides: [String] = [],
    currentDirectory: String = FileManager.default.currentDirectoryPath
  ) throws(ConfigurationError) -> ExperimentConfiguration {
    let text = try StudyConfiguration.read(path, in: currentDirectory)
    return try parse(text, file: path, overrides: overrides, currentDirectory: currentDirectory)
  }

  /// Reads a configuration from text; `file` is the path to which relative paths and messages refer.
  package static func parse(
    _ text: String, file: String, overrides: [String] = [],
    currentDirectory: String = FileManager.default.currentDirectoryPath
  ) throws(ConfigurationError) -> ExperimentConfiguration {
    let tree = try StudyConfiguration.tree(
      text, file: file, overrides: overrides, currentDirectory: currentDirectory)
    let origin = ConfigurationOrigin(file: file, overrides: overrides)
    if case .mapping(let entries) = tree.content, entries.contains(where: { $0.key == "kind" }) {
      var configuration = try RatingsConfiguration(tree)
      configuration.origin = origin
      return .ratings(configuration)
    }
    var configuration = try StudyConfiguration(tree)
    configuration.origin = origin
    return .study(configuration)
  }

  /// The whole configuration as YAML.
  package var resolvedYAML: String {
    switch self {
    case .study(let configuration): configuration.resolvedYAML
    case .ratings(let configuration): configuration.resolvedYAML
    }
  }
}
