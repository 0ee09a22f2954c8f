import ArgumentParser
import Dense
import ForeignFiles
import VectorFiles

extension TableOptions.Column: ExpressibleByArgument {
  /// `none`, a number from 1, or a name.
  public init?(argument: String) {
    if argument.isEmpty { return nil }
    self = argument == "none" ? .none : Int(argument).map(TableOptions.Column.number) ?? .named(argument)
  }
}

/// What is said of text tables of vectors: their first line and first columns.
struct TableReadingOptions: ParsableArguments {
  /// The answers to `--header`.
  enum Answer: String, ExpressibleByArgument, CaseIterable {
    case yes, no
  }

  @Option(
    help: ArgumentHelp(
      "Whether line 1 of a text table names its columns: yes or no; once for all tables or once for each.",
      valueName: "yes|no"))
  var header: [Answer] = []
  @Option(
    help: ArgumentHelp(
      "Column of a text table that names the rows: its name, its number from 1, or none; once or for each table.",
      valueName: "column"))
  var idColumn: [TableOptions.Column] = []
  @Option(
    help: ArgumentHelp(
      "Column of a text table that labels the rows, likewise.", valueName: "column"))
  var labelColumn: [TableOptions.Column] = []

  /// What is said of the table at a place of `count` tables.
  func table(_ place: Int = 0, of count: Int = 1) throws -> TableOptions {
    func chosen<Value>(_ values: [Value], _ name: String) throws -> Value? {
      guard values.count <= 1 || values.count == count else {
        throw CommandFailure.usage(
          "--\(name): given \(values.count) times; give it once, or once for each of \(count)")
      }
      return values.count > 1 ? values[place] : values.first
    }
    var options = TableOptions()
    options.header = try chosen(header, "header").map { $0 == .yes }
    options.idColumn = try chosen(idColumn, "id-column")
    options.labelColumn = try chosen(labelColumn, "label-column")
    return options
  }

  /// Reads a file of vectors and says what the reader decided.
  func read(_ path: String, _ place: Int = 0, of count: Int = 1) throws -> FeatureTable {
    let table = try FeatureFile.read(path, options: self.table(place, of: count))
    StandardError.notes(table.notes, of: path)
    return table
  }
}
