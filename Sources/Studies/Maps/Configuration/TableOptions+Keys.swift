import Settings
import VectorFiles

extension TableOptions {
  private static let otherNumbers = SettingEffect.anotherStudy(
    because: "other columns or rows of the file would be numbers")

  /// What a configuration says of text tables.
  static let keys: [SettingKey<TableOptions>] = [
    SettingKey(
      "header", \.header, .answer, effect: otherNumbers, default: "the table's own evidence",
      "Whether line 1 of a text table names its columns; see [FILES.md](FILES.md)"),
    SettingKey(
      "id-column", \.idColumn, .tableColumn, effect: otherNumbers, default: "the table's own evidence",
      "The column that names the rows: its name, its number from 1, or none"),
    SettingKey(
      "label-column", \.labelColumn, .tableColumn, effect: otherNumbers, default: "the table's own evidence",
      "The column that labels the rows, likewise"),
  ]

  /// What is said, as text; empty where nothing is.
  var text: String {
    return [
      header.map { "header \($0 ? "yes" : "no")" }, idColumn.map { "id-column \($0.text)" },
      labelColumn.map { "label-column \($0.text)" },
    ].compactMap { $0 }.joined(separator: ", ")
  }
}

extension SettingFormat<Bool> {
  /// `yes` or `no`.
  fileprivate static var answer: SettingFormat {
    SettingFormat(
      allowed: "yes or no",
      read: { node, name throws(ConfigurationError) in
        switch node.content {
        case .text("yes", _), .text("true", _): true
        case .text("no", _), .text("false", _): false
        default: throw node.wrong(name, allowed: "yes or no")
        }
      },
      write: { $0 ? "yes" : "no" })
  }
}

extension SettingFormat<TableOptions.Column> {
  /// `none`, a number from 1, or a name of the header line, which a quoted text always is.
  fileprivate static var tableColumn: SettingFormat {
    let allowed = "none, the number of a column from 1, or its name in the file's first line"
    return SettingFormat(
      allowed: allowed,
      read: { node, name throws(ConfigurationError) in
        if case .text("none", plain: true) = node.content { return TableOptions.Column.none }
        return try node.column(
          name, allowed: allowed, number: TableOptions.Column.number, named: TableOptions.Column.named)
      },
      write: \.text)
  }
}

extension TableOptions.Column {
  /// As it is in a configuration.
  fileprivate var text: String {
    switch self {
    case .none: "none"
    case .number(let number): String(number)
    case .named(let name): YAMLText.quoted(name)
    }
  }
}
