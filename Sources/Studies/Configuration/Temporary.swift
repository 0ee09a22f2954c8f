import Settings

package struct SettingDifference: CustomStringConvertible {
  var key: String
  var mine: String
  var theirs: String
  package var description: String { "\(key) is \(mine), was \(theirs)" }
}

package struct SettingConflict: CustomStringConvertible {
  var key: String
  var mine: String
  var theirs: String
  var reason: String
  package var description: String { "\(key) is \(theirs) there and \(mine) in the configuration: \(reason)" }
}

extension StudyConfiguration {
  package func firstConflict(with other: StudyConfiguration) -> SettingConflict? {
    identity == other.identity ? nil : SettingConflict(key: "?", mine: "?", theirs: "?", reason: "?")
  }
  package func differences(from other: StudyConfiguration) -> [SettingDifference] { [] }
}

extension RatingsConfiguration {
  package var cluster: ClusterConfiguration? { nil }
  package func firstConflict(with other: RatingsConfiguration) -> SettingConflict? {
    identity == other.identity ? nil : SettingConflict(key: "?", mine: "?", theirs: "?", reason: "?")
  }
  package func differences(from other: RatingsConfiguration) -> [SettingDifference] { [] }
}

enum KindName {
  static func read(_ tree: ConfigurationNode, of kinds: [String]) throws(ConfigurationError) -> String {
    if case .mapping(let entries) = tree.content, entries.contains(where: { $0.key == "kind" }) { return "ratings" }
    return "maps"
  }
}
