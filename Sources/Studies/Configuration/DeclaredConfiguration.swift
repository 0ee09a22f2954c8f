import Foundation
import Messages
import Settings

/// A configuration that is described by declarations of its keys: they read it, write it, compare it with another and
/// explain it in the manual.
package protocol DeclaredConfiguration: Hashable, Sendable {
  /// The declarations of all keys, by the names that they have in the manual.
  static var format: SettingFormat<Self> { get }
  /// The declarations by which a tree is read: those of the manual, unless keys have names that the tree gives.
  static func format(of tree: ConfigurationNode) throws(ConfigurationError) -> SettingFormat<Self>
  /// The declarations by which this configuration is written and compared, as ``format(of:)`` of its tree.
  var ownFormat: SettingFormat<Self> { get }

  /// Name of the study, for titles and directories; printable text of at most 200 characters.
  var name: String { get }
  /// Where the configuration came from; takes no part in equality.
  var origin: ConfigurationOrigin { get set }
  /// How it is given to a cluster; nil where nothing is said of one.
  var cluster: ClusterConfiguration? { get }
}

extension DeclaredConfiguration {
  /// Those of the manual.
  package static func format(of tree: ConfigurationNode) throws(ConfigurationError) -> SettingFormat<Self> {
    format
  }
  /// Those of the manual.
  package var ownFormat: SettingFormat<Self> { Self.format }

  /// The meaning of a tree; strict.
  init(_ tree: ConfigurationNode) throws(ConfigurationError) {
    if tree.isNothing {
      throw ConfigurationError(
        tree.place, "is empty; allowed: a configuration with version, name and dataset")
    }
    self = try Self.format(of: tree).value(tree)
  }

  /// Reads a file and applies overrides to it, each `key.path=value` with the value in YAML, in their order.
  ///
  /// Relative paths in the file refer to the file's directory, those in overrides to `currentDirectory`. Every key and
  /// value is checked; data files are not opened. Throws the first thing that is wrong, with its place.
  package static func load(
    path: String, overrides: [String] = [],
    currentDirectory: String = FileManager.default.currentDirectoryPath
  ) throws(ConfigurationError) -> Self {
    let text = try ConfigurationFile.read(path, in: currentDirectory)
    return try parse(text, file: path, overrides: overrides, currentDirectory: currentDirectory)
  }

  /// Reads a configuration from text; `file` is the path to which relative paths and messages refer.
  package static func parse(
    _ text: String, file: String, overrides: [String] = [],
    currentDirectory: String = FileManager.default.currentDirectoryPath
  ) throws(ConfigurationError) -> Self {
    let tree = try ConfigurationFile.tree(
      text, file: file, overrides: overrides, currentDirectory: currentDirectory)
    return try Self(tree, origin: .init(file: file, overrides: overrides))
  }

  init(_ tree: ConfigurationNode, origin: ConfigurationOrigin) throws(ConfigurationError) {
    try self.init(tree)
    self.origin = origin
  }

  /// The whole configuration as YAML, with every default written out and every path absolute. Parsing it gives an equal
  /// value, and equal values give the same text below the comments, which name the origin.
  package var resolvedYAML: String {
    var lines: [String] = []
    if let file = origin.file { lines.append("# from \(file.escapingControlCharacters)") }
    lines += origin.overrides.map { "# --set \($0.escapingControlCharacters)" }
    return (lines + ownFormat.lines(self)).joined(separator: "\n") + "\n"
  }

  /// SHA-256 in hexadecimal of every key whose change makes another study.
  ///
  /// Names and paths take no part: the contents of files are hashed where they are read. Axes may grow, so they take no
  /// part either, nor does what is in a part that may come and go, such as the encoder of a feature set: for those
  /// ask ``firstConflict(with:)``.
  package var identity: String { ContentHash.hexadecimal(of: identityText) }

  /// What is hashed as the identity; a change of this text makes every study one of another configuration.
  var identityText: String { ownFormat.identityText(self) }

  /// The first key that makes this configuration another study than `other`; nil where both can be one study. A named
  /// part, such as a feature set, counts where both have it.
  package func firstConflict(with other: Self) -> SettingConflict? {
    ownFormat.firstConflict(self, other)
  }

  /// The keys in which this configuration differs from `other`, in the order of the resolved form; without those that
  /// change no result: names, paths and the cluster.
  package func differences(from other: Self) -> [SettingDifference] {
    ownFormat.differences(self, other)
  }

  /// Where the study stands if nobody says where: NAME.study, with letters, digits, dots and hyphens of the name, neither of these two first.
  package var defaultStudyDirectory: String {
    let safe = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") ? $0 : "_" }
    let stem = String(safe.drop { $0 == "." || $0 == "-" })
    return (stem.isEmpty ? "study" : stem) + ".study"
  }
}

extension SettingKey where Owner: DeclaredConfiguration {
  /// The version of the format, 1.
  static var version: SettingKey {
    SettingKey(
      "version", get: { _ in 1 }, set: { _, _ in }, .integer(in: 1...1),
      effect: .anotherStudy(because: "a format of another version has another meaning"), isRequired: true,
      "The version of the format")
  }

  /// How the study is given to a cluster, kept in `property`.
  static func cluster(_ property: WritableKeyPath<Owner, ClusterConfiguration?> & Sendable) -> SettingKey {
    SettingKey(
      "cluster", property, ClusterConfiguration.format, effect: nil,
      "How the study is given to a Slurm cluster; see [SERVER.md](SERVER.md)")
  }
}
