import CrossModal
import Foundation
import Messages
import Studies
import VectorFiles

/// A study of comparisons as a page and as tables: all pairs by each measure, and the best pair next to its null.
package struct ComparisonStudyReport {
  private let study: ComparisonStudy
  private let ledger: ComparisonLedger
  private let compared: ComparedPairs
  private let names: [String]
  private let best: [BestPair]

  /// The report of what was measured so far.
  package init(_ study: ComparisonStudy, _ ledger: ComparisonLedger) {
    (self.study, self.ledger, compared) = (study, ledger, ledger.compared)
    names = study.experiment.spaces.map(\.name)
    best = BestPair.all(compared, names: names)
  }

  /// The answer, a table of all pairs by each measure, and the best pairs, in Markdown.
  package var markdown: String {
    let head = "# \(ReportText.markdown(study.configuration.name))\n\n"
    let answer = ReportText.markdown(ComparisonAnswer.text(compared, names: names))
    return head + ([answer, remark].compactMap { $0 }.joined(separator: " ")) + "\n\n"
      + measures.map { table($0.measure, $0.k) }.joined(separator: "\n") + notes + "\n" + bestTable
  }

  private var remark: String? {
    let missing = study.experiment.pairs.count - compared.pairs.count
    return missing > 0 ? "\(missing) of \(study.experiment.pairs.count) pairs are not measured yet." : nil
  }

  // Hubs are those of one space.
  private var measures: [MeasuredScore] {
    (compared.pairs.first?.scores ?? []).filter { $0.measure.group != .hubs }
  }

  private func table(_ measure: ComparisonMeasure, _ k: Int?) -> String {
    var scores: [[Int]: MeasuredScore] = [:]
    for pair in compared.pairs {
      scores[[pair.first, pair.second]] = pair.scores.first { $0.measure == measure && $0.k == k }
    }
    let columns = names.indices.dropFirst()
    let header = [""] + columns.map { ReportText.markdown(names[$0]) }
    let rows = names.indices.dropLast().map { row in
      [ReportText.markdown(names[row])]
        + columns.map { scores[[row, $0]]?.value.map { format($0, 3) } ?? "" }
    }
    return "## \(ReportText.markdown(ScoreRow.name(measure, k: k)))\n\n" + Self.markdown(header, rows)
  }

  private var notes: String {
    let sentences = ScoreNotes.sentences(compared) { names[$0] }
    return sentences.isEmpty ? "" : "\n" + sentences.map { "- \(ReportText.markdown($0))\n" }.joined()
  }

  private var bestTable: String {
    guard !best.isEmpty else { return "" }
    return "## Best pairs\n\n"
      + Self.markdown(
        BestPair.quantities.map(\.title),
        best.map { row in BestPair.quantities.map { ReportText.markdown($0.shown(row)) } })
  }

  private static func markdown(_ header: [String], _ rows: [[String]]) -> String {
    func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |\n" }
    return line(header) + "|" + String(repeating: "---|", count: header.count) + "\n"
      + rows.map(line).joined()
  }

  /// Writes `index.html` and `tables/`, each file atomically.
  package func write(to place: ReportFolder, options: StudyReport.Options) async throws {
    let folder = try place.make()
    try AtomicFile.write(text: markdown, to: folder + "/pairs.md")
    try AtomicFile.write(text: ResultsTable(ledger).csv, to: folder + "/pairs.csv")
    try AtomicFile.write(text: QuantityTable(BestPair.quantities, rows: best).csv, to: folder + "/best.csv")
    let pictures = try await ComparisonPictures(compared, names: names)
    var page = page(options)
    page.figures = pictures.figures
    if let hint = pictures.hint {
      page.remark = [page.remark, hint].compactMap { $0 }.joined(separator: " ")
    }
    try place.write(page: page.html())
  }

  private func page(_ options: StudyReport.Options) -> ComparisonReport {
    let (experiment, configuration) = (study.experiment, study.configuration)
    var page = ComparisonReport(
      compared,
      spaces: experiment.spaces.enumerated().map { place, space in
        ComparisonReport.Space(
          name: space.name, dimensions: space.dimensions,
          facts: RowFacts(repeatedRows: space.repeatedRows, zeroRows: space.zeroRows),
          tiedRows: ledger.tiedRows(of: place))
      }, items: experiment.items, metric: configuration.metric, permutations: configuration.permutations,
      k: experiment.request.counts.first ?? 0)
    page.title = configuration.name
    (page.remark, page.configuration) = (remark, configuration.resolvedYAML)
    (page.command, page.program) = (options.command, options.program)
    page.footer = "Made by \(options.program) on \(options.date)."
    return page
  }
}
