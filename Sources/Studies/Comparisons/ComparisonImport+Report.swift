import CrossModal
import ForeignFiles
import VectorFiles

extension ComparisonImport {
  /// What the files of a configuration are like, with everything that is wrong: by the readers and the checks that take
  /// them into a study. Nothing is written.
  static func report(_ configuration: ComparisonConfiguration) -> DataReport {
    var notes: [String] = []
    let take = ComparisonImport(configuration: configuration, directory: StudyDirectory("")) {
      notes.append($0)
    }
    var report = DataReport(configuration.spaces.map(\.file))
    // Every file by itself, so that each says what is wrong with it.
    let read = configuration.spaces.enumerated().compactMap { place, set in
      report.attempt { try take.read(set, place) }
    }
    report.sets = read.joined().map { space in
      let facts = MeasuredRows(space.table).facts
      return DataReport.Rows(
        name: take.spaceName(of: space), kind: "vectors", rows: space.table.features.rows,
        columns: space.table.features.columns, repeatedRows: facts.repeatedRows, zeroRows: facts.zeroRows,
        constantColumns: RowFacts.constantColumns([space.table.features]),
        isNamed: space.table.namedRows.names != nil)
    }
    if read.count == configuration.spaces.count,
      let tables = report.attempt({ try take.alignedSpaces(tellsOf: { _ in true }) })
    {
      let items = tables.first?.table.features.rows ?? 0
      report.items = items
      _ = report.attempt { try take.check(tables, items: items) }
    }
    report.notes += notes
    return report
  }
}
