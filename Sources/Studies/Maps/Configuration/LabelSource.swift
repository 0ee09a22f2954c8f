import Settings

/// Where the class labels of the rows are.
package struct LabelSource: Hashable, Sendable {
  /// The file or files, whole or split as the feature sets are.
  package var source: RowSource
  /// The column of the file that holds the labels, from 1; nil: the file's own evidence decides.
  package var column: Int?

  /// A source of labels.
  package init(source: RowSource, column: Int? = nil) {
    (self.source, self.column) = (source, column)
  }
}

extension LabelSource {
  /// The declarations of `dataset.labels`.
  static let format = SettingFormat<Parts>.section(
    RowSourceParts.keys.map { $0.of(\Parts.source) } + [Parts.column], from: Parts(), isBlock: false
  ).converted(
    make: { parts, mapping throws(ConfigurationError) in
      LabelSource(source: try parts.source.source(mapping), column: parts.column)
    },
    taken: { Parts(source: RowSourceParts($0.source), column: $0.column) })

  struct Parts: Hashable, Sendable {
    var source = RowSourceParts()
    var column: Int?

    // The first column is what the file's own evidence nearly always finds, and was the default once.
    static let column = SettingKey<Parts>(
      "column", \.column, .integer(in: 1...1_000_000).comparing { $0 == 1 ? nil : "\($0)" },
      effect: .anotherStudy(because: "text encoders would learn other labels"),
      default: "the file's own evidence",
      "The column of the file that holds the labels; see [FILES.md](FILES.md)")
  }
}
