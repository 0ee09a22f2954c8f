import Foundation
import Settings

/// The experiments that this program knows: the one list of kinds.
package enum Experiments {
  /// All kinds; maps are meant where a configuration names none.
  static let all: [any Experiment.Type] = [
    MapExperiment.self, RatingsExperiment.self, ComparisonExperiment.self,
  ]

  /// Their names.
  package static var kinds: [String] { all.map { $0.kind } }

  /// Reads a configuration of any kind and applies overrides to it, each `key.path=value` with the value in YAML, in
  /// their order.
  ///
  /// Relative paths in the file refer to the file's directory, those in overrides to `currentDirectory`. Every key and
  /// value is checked; data files are not opened. Throws the first thing that is wrong, with its place.
  package static func configuration(
    path: String, overrides: [String] = [],
    currentDirectory: String = FileManager.default.currentDirectoryPath
  ) throws(ConfigurationError) -> any ExperimentConfiguration {
    let text = try ConfigurationFile.read(path, in: currentDirectory)
    return try parse(text, file: path, overrides: overrides, currentDirectory: currentDirectory)
  }

  /// Reads a configuration of any kind from text; `file` is the path to which relative paths and messages refer.
  package static func parse(
    _ text: String, file: String, overrides: [String] = [],
    currentDirectory: String = FileManager.default.currentDirectoryPath
  ) throws(ConfigurationError) -> any ExperimentConfiguration {
    let tree = try ConfigurationFile.tree(
      text, file: file, overrides: overrides, currentDirectory: currentDirectory)
    let origin = ConfigurationOrigin(file: file, overrides: overrides)
    let name = try KindName.named(in: tree, of: kinds) ?? MapExperiment.kind
    for experiment in all where experiment.kind == name {
      return try configuration(experiment, tree, origin)
    }
    return try configuration(MapExperiment.self, tree, origin)
  }

  private static func configuration<Kind: Experiment>(
    _ experiment: Kind.Type, _ tree: ConfigurationNode, _ origin: ConfigurationOrigin
  ) throws(ConfigurationError) -> any ExperimentConfiguration {
    try Kind.Configuration(tree, origin: origin)
  }

  /// Opens a study of any kind.
  package static func study(_ path: String) throws -> any AnyStudy {
    let kind = try ManifestHead.kind(StudyDirectory(path))
    for experiment in all where experiment.kind == kind { return try open(experiment, path) }
    throw StudyError.otherFormat(path: path, found: "kind '\(kind)'")
  }

  private static func open<Kind: Experiment>(_ experiment: Kind.Type, _ path: String) throws -> any AnyStudy {
    try Study<Kind>(opening: path)
  }
}
