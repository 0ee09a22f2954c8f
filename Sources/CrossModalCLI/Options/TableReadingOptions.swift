import ArgumentParser
import Dense
import ForeignFiles
import VectorFiles

extension RowAlignment: ExpressibleByArgument {}

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
          "--\(name): given \(values.count) times; allowed is once, or once for each of \(count)")
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

/// What is said of several files whose rows belong together.
struct AlignmentOptions: ParsableArguments {
  @OptionGroup var tables: TableReadingOptions
  @Option(
    help: ArgumentHelp(
      "Where both files name their rows: names joins rows by name, rows ignores names; without, names must agree.",
      valueName: "names|rows"))
  var align: RowAlignment?

  /// Reads files and brings their rows together; says what was decided.
  /// - Throws: ``DataFileError`` for rows that do not belong together.
  func read(_ paths: [String]) throws -> [FeatureTable] {
    let read = try paths.enumerated().map {
      try FeatureFile.read($1, options: tables.table($0, of: paths.count))
    }
    let aligned = try AlignedRows(read.map(\.namedRows), alignment: align)
    // Behind what may fail, so that an error stands alone.
    for (place, table) in read.enumerated() where !paths[..<place].contains(table.path) {
      StandardError.notes(table.notes, of: table.path)
    }
    StandardError.notes(aligned.notes, of: nil)
    return zip(read, aligned.selections).map { table, rows in rows.map(table.selecting) ?? table }
  }
}
