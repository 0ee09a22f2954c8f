import CrossModal
import Foundation

/// What a study has found so far: the answer, the paper's claims, tables in the paper's layout, a page.
public struct StudyReport {
  /// What the page says of its own making.
  public struct Options: Sendable {
    /// Name and version of the program.
    public var program: String
    /// The command that makes the page.
    public var command: String
    /// When the page was made.
    public var date: String
    /// Versions of other parts, such as gnuplot's.
    public var versions: [String]
    /// Seconds after which the page of a running study reads itself again; nil if nothing makes it again.
    public var refresh: Int?
    /// Workers that are at work; nil if unknown.
    public var workers: Int?

    /// Options of a page.
    public init(
      program: String, command: String, date: String, versions: [String] = [], refresh: Int? = nil,
      workers: Int? = nil
    ) {
      (self.program, self.command, self.date) = (program, command, date)
      (self.versions, self.refresh, self.workers) = (versions, refresh, workers)
    }
  }

  /// The study's own tables, one for each loss and metric.
  public let ownTables: [OverlapTable]
  /// The same with the other treatment of self.
  public let otherTables: [OverlapTable]
  /// Tables 1-9 of the paper, each with what the study has of it.
  public let paperTables: [OverlapTable]
  /// Table 10 of the paper.
  public let ratings: RatingsTable
  /// The short answer.
  public let answer: StudyAnswer
  /// The paper's claims.
  public let claims: [PaperClaims.Claim]
  /// What was chosen in each cell.
  public let choices: [CellChoice]
  /// How far the study is.
  public let progress: StudyProgress

  let study: Study
  let ledger: Ledger

  /// The report of what a study has so far.
  public init(
    _ study: Study, ledger: Ledger, progress: StudyProgress, ratings: RatingsTable = RatingsTable()
  ) {
    let layout = OverlapTableLayout(study, ledger: ledger)
    (self.study, self.ledger, self.progress, self.ratings) = (study, ledger, progress, ratings)
    ownTables = layout.ownTables()
    otherTables = layout.ownTables(otherSelf: true)
    paperTables = (1...9).compactMap(layout.paperTable)
    answer = StudyAnswer(ownTables, cells: study.plan.cells.count)
    claims = PaperClaims(study, ledger: ledger, tables: ownTables).claims
    choices = CellChoice.all(study, ledger: ledger)
  }

  /// The study's own tables and those of the paper with anything of the study in them, in Markdown, under the answer.
  public var markdown: String {
    let head = "# \(ReportText.markdown(study.manifest.name))\n\n\(ReportText.markdown(answer.headline))\n"
    let details = answer.details.map { "\n\(ReportText.markdown($0))\n" }.joined()
    let tables = ownTables + paperTables.filter(\.concernsStudy)
    return ([head + details] + tables.map(\.markdown)).joined(separator: "\n")
  }

  /// One of the paper's tables in Markdown; nil for a number outside 1…10.
  public func markdown(ofTable number: Int) -> String? {
    if number == 10 { return ratings.markdown }
    return paperTables.first { $0.number == number }?.markdown
  }

  /// Writes `index.html` and `tables/NAME.md`, `.csv`, `.tex`, each atomically.
  /// - Parameter pictures: the pictures of the page; none if gnuplot is not to be asked.
  public func write(to directory: String, options: Options, pictures: ReportPictures) throws {
    let folder = directory + "/tables"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw StudyError.file(
        path: folder, reason: systemReason(error, otherwise: "cannot create the directory"))
    }
    let tables = ownTables + otherTables + paperTables
    for table in tables {
      try AtomicFile.write(text: table.markdown, to: "\(folder)/\(table.name).md")
      try AtomicFile.write(text: table.csv, to: "\(folder)/\(table.name).csv")
      try AtomicFile.write(text: table.latex, to: "\(folder)/\(table.name).tex")
    }
    try AtomicFile.write(text: ratings.markdown, to: folder + "/table-10.md")
    try AtomicFile.write(text: ratings.csv, to: folder + "/table-10.csv")
    try AtomicFile.write(text: ratings.latex, to: folder + "/table-10.tex")
    try AtomicFile.write(
      text: OverlapTable.latexDocument(of: tables.map(\.name) + ["table-10"]), to: folder + "/all.tex")
    let page = ReportPage(report: self, options: options, pictures: pictures)
    try AtomicFile.write(text: page.html(), to: directory + "/index.html")
  }
}
