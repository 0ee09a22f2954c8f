import CrossModal
import Foundation
import Studies

/// What a study has found so far: the answer, the paper's claims, tables in the paper's layout, a page.
package struct StudyReport {
  /// What the page says of its own making.
  package struct Options: Sendable {
    /// Name and version of the program.
    package var program: String
    /// The command that makes the page.
    package var command: String
    /// When the page was made.
    package var date: String
    /// Versions of other parts, such as gnuplot's.
    package var versions: [String]
    /// Seconds after which the page of a running study reads itself again; nil if nothing makes it again.
    package var refresh: Int?
    /// Workers that are at work; nil if unknown.
    package var workers: Int?
    /// Whether the paper's tables are shown of which the study ran nothing.
    package var showsPaper = false

    /// Options of a page.
    package init(
      program: String, command: String, date: String, versions: [String] = [], refresh: Int? = nil,
      workers: Int? = nil
    ) {
      (self.program, self.command, self.date) = (program, command, date)
      (self.versions, self.refresh, self.workers) = (versions, refresh, workers)
    }
  }

  /// The study's own tables, one for each loss and metric.
  package let ownTables: [OverlapTable]
  /// The same with the other treatment of self.
  package let otherTables: [OverlapTable]
  /// Tables 1-9 of the paper, each with what the study has of it.
  package let paperTables: [OverlapTable]
  /// What the configuration asks for besides the overlaps.
  package let scores: MapScoreTable
  /// Table 10 of the paper.
  package let ratings: RatingsTable
  /// The short answer.
  package let answer: StudyAnswer
  /// The paper's claims.
  package let claims: [PaperClaims.Claim]
  /// What was chosen in each cell.
  package let choices: [CellChoice]
  /// How far the study is.
  package let progress: StudyProgress

  let study: MapStudy
  let ledger: MapLedger

  /// The report of what a study has so far.
  package init(
    _ study: MapStudy, ledger: MapLedger, progress: StudyProgress, ratings: RatingsTable = RatingsTable()
  ) {
    let layout = OverlapTableLayout(study, ledger: ledger)
    (self.study, self.ledger, self.progress, self.ratings) = (study, ledger, progress, ratings)
    ownTables = layout.ownTables()
    otherTables = layout.ownTables(otherSelf: true)
    scores = MapScoreTable(study, ledger)
    paperTables = (1...9).compactMap(layout.paperTable)
    answer = StudyAnswer(ownTables, cells: study.plan.cells.count)
    claims = PaperClaims(study, ledger: ledger, tables: ownTables).claims
    choices = CellChoice.all(study, ledger: ledger)
  }

  /// The study's own tables and those of the paper with anything of the study in them, in Markdown, under the answer.
  package var markdown: String {
    let head =
      "# \(ReportText.markdown(study.configuration.name))\n\n\(ReportText.markdown(answer.headline))\n"
    let details = answer.details.map { "\n\(ReportText.markdown($0))\n" }.joined()
    let tables = ownTables + paperTables.filter(\.concernsStudy)
    let further = scores.rows.isEmpty ? [] : [scores.markdown]
    return ([head + details] + tables.map(\.markdown) + further).joined(separator: "\n")
  }

  /// The same tables in plain columns of at most 80 characters.
  package var text: String {
    let head = ([study.configuration.name, answer.headline] + answer.details).map {
      $0.wrapped(width: 80).joined(separator: "\n") + "\n"
    }
    let tables = (ownTables + paperTables.filter(\.concernsStudy)).map(\.text).filter { !$0.isEmpty }
    return (head + tables).joined(separator: "\n")
  }

  /// One of the paper's tables in plain columns; nil for a number outside 1…9.
  package func text(ofTable number: Int) -> String? {
    paperTables.first { $0.number == number }.map { $0.text.isEmpty ? $0.markdown : $0.text }
  }

  /// One of the paper's tables in Markdown; nil for a number outside 1…10.
  package func markdown(ofTable number: Int) -> String? {
    if number == 10 { return ratings.markdown }
    return paperTables.first { $0.number == number }?.markdown
  }
}
