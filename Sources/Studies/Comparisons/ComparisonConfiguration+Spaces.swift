import CrossModal
import Settings
import VectorFiles

extension ComparisonConfiguration {
  /// One file of a space, or of several as layers of an array.
  package struct Space: Hashable, Sendable {
    /// Its name.
    package var name: String
    /// The file; `file.npy:#3` is one layer.
    package var file: InputFile
    /// What the columns of a text table are, where its own evidence is not to decide.
    package var table = TableOptions()
  }
}

extension ComparisonConfiguration.Space {
  /// The declarations of `spaces`.
  static let format = SettingFormat.named(
    .section(keys, from: Self(name: "", file: .none), isBlock: false), name: \.name, noun: "space",
    allowed: "a mapping of 1 to 1000 names to files, as in {image: {file: a.npy}, text: {file: b.npy}}")

  private static let keys: [SettingKey<Self>] =
    [
      SettingKey(
        "file", \.file, .file, effect: .nothing, isRequired: true,
        "The vectors, an item a row. An array of items × layers × dimensions gives the spaces NAME.0, NAME.1, …; "
          + "`FILE:#3` is one layer")
    ] + TableOptions.keys.map { $0.of(\.table) }
}

extension SettingFormat<NeighborCount> {
  /// A number of neighbors: `10`, or `1%` of the items.
  static var neighborCount: SettingFormat {
    let allowed = "a whole number from 1, or a percentage of the items as in 1%"
    return SettingFormat(
      allowed: allowed,
      read: { node, name throws(ConfigurationError) in
        guard case .text(let text, _) = node.content, let count = NeighborCount(text) else {
          throw node.wrong(name, allowed: allowed)
        }
        return count
      },
      write: \.description)
  }
}
