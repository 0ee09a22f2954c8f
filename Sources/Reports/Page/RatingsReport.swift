import CrossModal
import Foundation
import Messages
import Studies
import VectorFiles

/// Experiment 2 as a page and as tables: table 10 next to the paper's numbers, and which settings give its pattern.
package struct RatingsReport {
  private let study: RatingsStudy
  private let table: RatingsTable
  private let settings: RatingsSettingsTable
  private let missing: Int

  /// The report of what was measured so far.
  package init(_ study: RatingsStudy, _ ledger: RatingsLedger) {
    self.study = study
    let all = ledger.measurements
    table = RatingsTable(ledger.headline)
    settings = RatingsSettingsTable(all.compactMap(\.measurement))
    missing = all.count { $0.measurement == nil }
  }

  /// Table 10 and the settings in Markdown.
  package var markdown: String {
    "# \(ReportText.markdown(study.configuration.name))\n\n\(state)\n\n" + table.markdown + "\n"
      + settings.markdown
  }

  /// Table 10 alone.
  package var tableMarkdown: String { table.markdown }

  private var state: String {
    let headline = study.configuration.rows.first { $0.map?.family == .nn && $0.isHeadline }?.map
    let setting = headline.map { "Table 10 is made with \(RatingsMeasurement.Setting($0).text). " } ?? ""
    return setting + "Mean over \(study.configuration.draws) draws"
      + (missing > 0 ? "; \(missing) of \(study.configuration.rows.count) rows are not measured yet." : ".")
  }

  /// Writes `index.html` and `tables/`, each file atomically.
  package func write(to place: ReportFolder, options: StudyReport.Options) throws {
    let folder = try place.make()
    try AtomicFile.write(text: table.markdown, to: folder + "/table-10.md")
    try AtomicFile.write(text: table.csv, to: folder + "/table-10.csv")
    try AtomicFile.write(text: table.latex, to: folder + "/table-10.tex")
    try AtomicFile.write(text: settings.markdown, to: folder + "/settings.md")
    try AtomicFile.write(text: settings.csv, to: folder + "/settings.csv")
    var page = RatingsPage()
    page.title = study.configuration.name
    page.css = StyleSheet.text
    page.generator = options.program
    page.state = state
    page.tables = [table.context].compactMap { $0 }
    page.settings = settings.rows.map(RatingsPage.Setting.init)
    page.legend = RatingsSettingsTable.legend
    page.notes = PaperTables.published.notes
    page.command = options.command
    page.configuration = study.configuration.resolvedYAML
    page.footer = "Made by \(options.program) on \(options.date)."
    try place.write(page: PageTemplates.ratingsPage(page))
  }
}

/// What the template of the page is filled with.
struct RatingsPage {
  var title = ""
  var css = ""
  var generator = ""
  var state = ""
  var tables: [PageContext.RatingsTable] = []
  var settings: [Setting] = []
  var legend = ""
  var notes: [String] = []
  var command = ""
  var configuration = ""
  var footer = ""

  /// One row of the table of settings.
  struct Setting {
    let vectors: String
    let map: String
    let setting: String
    let cosine: String
    let euclidean: String
    let closed: String
    let cost: String
    let pattern: String

    init(_ row: RatingsSettingsTable.Row) {
      (vectors, map, setting) = (row.vectors, row.map, row.setting)
      (cosine, euclidean) = (format(row.cosine, 3), format(row.euclidean, 3))
      closed = row.closed.map { "\(format(100 * $0, 0)) %" } ?? ""
      cost = row.cost.map { OverlapNumbers.signed($0) } ?? ""
      pattern = row.hasPattern.map { $0 ? "yes" : "no" } ?? ""
    }
  }
}
