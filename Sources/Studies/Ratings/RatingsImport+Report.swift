import VectorFiles

extension RatingsImport {
  /// What the files of a configuration are like, with everything that is wrong: by the readers and the checks that take
  /// them into a study. Nothing is written.
  static func report(_ configuration: RatingsConfiguration) -> DataReport {
    var notes: [String] = []
    let take = RatingsImport(configuration: configuration, directory: StudyDirectory("")) { notes.append($0) }
    var report = DataReport(configuration.ratings.map(\.file) + configuration.vectors.flatMap(\.files))
    var ratings: [(name: String, ratings: WordRatings)] = []
    for set in configuration.ratings {
      guard let read = report.attempt({ try take.read(set) }) else { continue }
      take.tell(read.notes, of: set.file)
      report.sets.append(DataReport.Rows(name: set.name, kind: "pairs", rows: read.pairs.count))
      ratings.append((set.name, read))
    }
    let wanted = ratings.reduce(into: Set<String>()) { $0.formUnion($1.ratings.words) }
    for set in configuration.vectors where !ratings.isEmpty {
      guard let read = report.attempt({ try take.read(set, wanted, ratings) }) else { continue }
      report.sets.append(
        DataReport.Rows(
          name: set.name, kind: "words of \(wanted.count) that are rated", rows: read.words.count,
          columns: read.dimension))
    }
    report.notes += notes
    return report
  }
}
