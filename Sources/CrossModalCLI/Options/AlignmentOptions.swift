import ArgumentParser
import Dense
import ForeignFiles
import VectorFiles

extension RowAlignment: ExpressibleByArgument {}

/// What is said of two files whose rows belong together.
struct AlignmentOptions: ParsableArguments {
  @OptionGroup var tables: TableReadingOptions
  @Option(
    help: ArgumentHelp(
      "Where both files name their rows: names joins rows by name, rows ignores names; without, names must agree.",
      valueName: "names|rows"))
  var align: RowAlignment?
  @Option(
    help: ArgumentHelp(
      "Only the rows of these names or words, one a line in this file.", valueName: "file"),
    completion: .file())
  var words: String?

  /// Reads two files and brings their rows together; says what was decided.
  /// - Throws: ``DataFileError`` for rows that do not belong together.
  func read(_ first: String, _ second: String) throws -> (FeatureTable, FeatureTable) {
    let wanted = try words.map { Set(try WordList.read($0)) }
    if align != .rows, try FeatureFile.holdsWords(first), try FeatureFile.holdsWords(second) {
      let common = try CommonWords(first, second, wanted: wanted)
      StandardError.notes([common.note], of: nil)
      return (FeatureTable(common.first), FeatureTable(common.second))
    }
    let read = try [first, second].enumerated().map {
      try FeatureFile.read($1, options: tables.table($0, of: 2))
    }
    let aligned = try AlignedRows(read.map(\.namedRows), alignment: align)
    for (place, table) in read.enumerated() where place == 0 || second != first {
      StandardError.notes(table.notes, of: table.path)
    }
    StandardError.notes(aligned.notes, of: nil)
    let joined = zip(read, aligned.selections).map { table, rows in rows.map(table.selecting) ?? table }
    return try wanted.map { try selected(joined, $0) } ?? (joined[0], joined[1])
  }

  /// Reads several files as spaces of the same items and brings their rows together; an array of items × layers × dimensions
  /// gives a space for every layer. Says what was decided.
  /// - Throws: ``DataFileError`` for rows that do not belong together.
  func readSpaces(_ paths: [String]) throws -> [SpaceTable] {
    let wanted = try words.map { Set(try WordList.read($0)) }
    let read = try paths.enumerated().flatMap { place, path in
      try SpaceTable.read(path, source: place, options: tables.table(place, of: paths.count))
    }
    let aligned = try AlignedRows(read.map(\.table.namedRows), alignment: align)
    for (place, path) in paths.enumerated() where paths.firstIndex(of: path) == place {
      let notes = read.first { $0.source == place }?.notes ?? []
      StandardError.notes(notes, of: path)
    }
    StandardError.notes(aligned.notes, of: nil)
    let joined = zip(read, aligned.selections).map { space, rows in
      rows.map { space.selecting($0) } ?? space
    }
    guard let wanted else { return joined }
    let names = joined.compactMap(\.table.names).first
    guard let names else {
      throw CommandFailure.usage("--words \(words ?? ""): no file names its rows")
    }
    let rows = names.indices.filter { wanted.contains(names[$0]) }
    guard !rows.isEmpty else {
      throw CommandFailure.data("\(words ?? ""): no row has one of its \(wanted.count) names")
    }
    StandardError.notes(
      ["\(rows.count) of \(names.count) rows have one of its \(wanted.count) names"], of: words)
    return joined.map { $0.selecting(rows) }
  }

  private func selected(_ tables: [FeatureTable], _ wanted: Set<String>) throws -> (
    FeatureTable, FeatureTable
  ) {
    guard let names = tables.compactMap(\.names).first else {
      throw CommandFailure.usage("--words \(words ?? ""): neither file names its rows")
    }
    let rows = names.indices.filter { wanted.contains(names[$0]) }
    guard !rows.isEmpty else {
      throw CommandFailure.data("\(words ?? ""): no row has one of its \(wanted.count) names")
    }
    StandardError.notes(
      ["\(rows.count) of \(names.count) rows have one of its \(wanted.count) names"], of: words)
    return (tables[0].selecting(rows), tables[1].selecting(rows))
  }
}
