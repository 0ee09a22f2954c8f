import Settings
import VectorFiles

extension RatingOptions {
  private static let otherPairs = SettingEffect.anotherStudy(
    because: "other words or ratings would be read")

  /// What a configuration says of a rating file.
  static let keys: [SettingKey<RatingOptions>] = [
    SettingKey(
      "word-columns", \.wordColumns, .wordColumns, effect: otherPairs, default: "the file's own evidence",
      "The two columns of the words; see [RATINGS.md](RATINGS.md)"),
    SettingKey(
      "rating-column", \.ratingColumn, .ratingColumn, effect: otherPairs, default: "the file's own evidence",
      "The column of the rating: its number from 1, or its name in the file's first line"),
    SettingKey(
      "strip-tags", get: { $0.stripsTags ? true : nil }, set: { $0.stripsTags = $1 }, .boolean,
      effect: otherPairs, default: "`false`",
      "Whether tags at the ends of words, as in `sun-n`, are taken off"),
  ]
}

extension SettingFormat<RatingOptions.WordColumns> {
  /// Two different numbers of columns: `[2, 3]`.
  fileprivate static var wordColumns: SettingFormat {
    let allowed = "a list of two different columns from 1, as in [2, 3]"
    return SettingFormat(
      allowed: allowed,
      read: { node, name throws(ConfigurationError) in
        guard case .list(let nodes) = node.content, nodes.count == 2 else {
          throw node.wrong(name, allowed: allowed)
        }
        let range = 1...1_000_000
        let (first, second) = (
          try nodes[0].integer(name, in: range), try nodes[1].integer(name, in: range)
        )
        guard let columns = RatingOptions.WordColumns(first, second) else {
          throw node.wrong(name, allowed: allowed)
        }
        return columns
      },
      write: { "[\($0.first), \($0.second)]" })
  }
}

extension SettingFormat<RatingOptions.Column> {
  /// A number from 1, or a name, which a quoted text always is.
  fileprivate static var ratingColumn: SettingFormat {
    let allowed = "the number of a column from 1, or its name in the file's first line"
    return SettingFormat(
      allowed: allowed,
      read: { node, name throws(ConfigurationError) in
        try node.column(
          name, allowed: allowed, number: RatingOptions.Column.number, named: RatingOptions.Column.named)
      },
      write: { column in
        switch column {
        case .number(let number): String(number)
        case .named(let name): YAMLText.quoted(name)
        }
      })
  }
}
