import Studies
import VectorFiles

extension StudyReport {
  /// Writes `index.html` and `tables/NAME.md`, `.csv`, `.tex`, each atomically.
  /// - Parameter pictures: the pictures of the page; none if gnuplot is not to be asked.
  package func write(to place: ReportFolder, options: Options, pictures: ReportPictures) throws {
    let folder = try place.make()
    let paper = paperTables.filter { $0.concernsStudy || options.showsPaper }
    let tables = ownTables + otherTables + paper
    let showsRatings = !ratings.measurements.isEmpty || options.showsPaper
    for table in tables {
      try AtomicFile.write(text: table.markdown, to: "\(folder)/\(table.name).md")
      try AtomicFile.write(text: table.csv, to: "\(folder)/\(table.name).csv")
      try AtomicFile.write(text: table.latex, to: "\(folder)/\(table.name).tex")
    }
    if !scores.rows.isEmpty {
      try AtomicFile.write(text: scores.markdown, to: folder + "/measures.md")
      try AtomicFile.write(text: scores.csv, to: folder + "/measures.csv")
    }
    if showsRatings {
      try AtomicFile.write(text: ratings.markdown, to: folder + "/table-10.md")
      try AtomicFile.write(text: ratings.csv, to: folder + "/table-10.csv")
      try AtomicFile.write(text: ratings.latex, to: folder + "/table-10.tex")
    }
    let names = tables.map(\.name) + (showsRatings ? ["table-10"] : [])
    try AtomicFile.write(text: OverlapTable.latexDocument(of: names), to: folder + "/all.tex")
    if place.isOwn { try pictures.neighbors?.kept.write(into: place.path) }
    let page = ReportPage(report: self, options: options, pictures: pictures)
    try place.write(page: page.html())
  }
}
