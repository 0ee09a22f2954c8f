import Settings

/// Where the class labels or the groups of the rows are.
package struct LabelSource: Hashable, Sendable {
  /// The file or files, whole or split as the feature sets are.
  package var source: RowSource
  /// The column of the file that holds them, from 1; nil: the file's own evidence decides.
  package var column: Int?

  /// A source of labels or groups.
  package init(source: RowSource, column: Int? = nil) {
    (self.source, self.column) = (source, column)
  }
}

extension LabelSource {
  /// The declarations of `dataset.labels`.
  static let format = format(
    "labels", effect: .anotherStudy(because: "text encoders would learn other labels"))
  /// The declarations of `dataset.groups`.
  static let groups = format(
    "groups", effect: .anotherStudy(because: "the rows would be cut into other folds"))

  private static func format(_ noun: String, effect: SettingEffect) -> SettingFormat<LabelSource> {
    // The first column is what the file's own evidence nearly always finds, and was the default once.
    let column = SettingKey<Parts>(
      "column", \.column, .integer(in: 1...1_000_000).comparing { $0 == 1 ? nil : "\($0)" },
      effect: effect, default: "the file's own evidence",
      "The column of the file that holds the \(noun); see [FILES.md](FILES.md)")
    return SettingFormat<Parts>.section(
      RowSourceParts.keys.map { $0.of(\Parts.source) } + [column], from: Parts(), isBlock: false
    ).converted(
      make: { parts, mapping throws(ConfigurationError) in
        LabelSource(source: try parts.source.source(mapping), column: parts.column)
      },
      taken: { Parts(source: RowSourceParts($0.source), column: $0.column) })
  }

  private struct Parts: Hashable, Sendable {
    var source = RowSourceParts()
    var column: Int?
  }
}
