import Settings

/// What a person decides about an experiment, with all defaults filled in.
package protocol ExperimentConfiguration: Hashable, Sendable {
  /// The experiment.
  associatedtype Planned: Experiment where Planned.Configuration == Self

  /// Name of the study, for titles and directories.
  var name: String { get }
  /// Seed of every random stream.
  var seed: UInt64 { get }
  /// How it is given to a cluster; nil where nothing is said of one.
  var cluster: ClusterConfiguration? { get }
  /// Where it came from; takes no part in equality.
  var origin: ConfigurationOrigin { get set }
  /// SHA-256 of the keys whose change makes another study.
  var identity: String { get }
  /// The whole configuration as YAML, with every default written out and every path absolute.
  var resolvedYAML: String { get }

  /// The meaning of a tree; strict.
  init(_ tree: ConfigurationNode) throws(ConfigurationError)
  /// The first key of those that make another study whose value differs; nil if there is none.
  func firstConflict(with other: Self) -> SettingConflict?
  /// The keys that decide results and whose values differ.
  func differences(from other: Self) -> [SettingDifference]
}

extension ExperimentConfiguration {
  /// Where the study stands if nobody says where: NAME.study, with letters, digits, dots and hyphens of the name.
  package var defaultStudyDirectory: String {
    let safe = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") ? $0 : "_" }
    let stem = String(safe.drop { $0 == "." })
    return (stem.isEmpty ? "study" : stem) + ".study"
  }
}
