import Foundation
import Settings

/// The kinds of experiments by their names in configurations.
package enum ExperimentKind: String, CaseIterable, Sendable {
  /// Maps between two modalities; what a configuration without `kind` describes.
  case maps
  /// Word vectors, untrained maps and human ratings.
  case ratings
}

/// What a configuration file describes: a study of maps, or, with `kind: ratings`, experiment 2.
package enum ExperimentConfiguration: Hashable, Sendable {
  /// A study of maps.
  case study(StudyConfiguration)
  /// Word vectors and human ratings.
  case ratings(RatingsConfiguration)

  /// Reads a file and applies overrides to it, see ``DeclaredConfiguration/load(path:overrides:currentDirectory:)``.
  package static func load(
    path: String, overrides: [String] = [],
    currentDirectory: String = FileManager.default.currentDirectoryPath
  ) throws(ConfigurationError) -> ExperimentConfiguration {
    let text = try ConfigurationFile.read(path, in: currentDirectory)
    return try parse(text, file: path, overrides: overrides, currentDirectory: currentDirectory)
  }

  /// Reads a configuration from text; `file` is the path to which relative paths and messages refer.
  package static func parse(
    _ text: String, file: String, overrides: [String] = [],
    currentDirectory: String = FileManager.default.currentDirectoryPath
  ) throws(ConfigurationError) -> ExperimentConfiguration {
    let tree = try ConfigurationFile.tree(
      text, file: file, overrides: overrides, currentDirectory: currentDirectory)
    let origin = ConfigurationOrigin(file: file, overrides: overrides)
    return switch try kind(tree) {
    case .maps: .study(try StudyConfiguration(tree, origin: origin))
    case .ratings: .ratings(try RatingsConfiguration(tree, origin: origin))
    }
  }

  private static func kind(_ tree: ConfigurationNode) throws(ConfigurationError) -> ExperimentKind {
    guard case .mapping(let entries) = tree.content else { return .maps }
    return try entries.first { $0.key == "kind" }?.value.word("kind", of: ExperimentKind.allCases) ?? .maps
  }

  /// The whole configuration as YAML.
  package var resolvedYAML: String {
    switch self {
    case .study(let configuration): configuration.resolvedYAML
    case .ratings(let configuration): configuration.resolvedYAML
    }
  }
}
