import CrossModal
import Foundation
import Messages
import Studies

/// The self-contained page of a report: no script, no other file.
struct ReportPage {
  let report: StudyReport
  let options: StudyReport.Options
  let pictures: ReportPictures

  /// The page as HTML.
  func html() throws -> String {
    var context = PageContext()
    addHead(&context)
    addAnswer(&context)
    addTables(&context)
    addPictures(&context)
    addChoices(&context)
    context.definitions = ReportDefinitions(report.study.configuration).terms
    Provenance(report, options: options).add(to: &context)
    return try PageTemplates.page(context)
  }

  private func addHead(_ context: inout PageContext) {
    let configuration = report.study.configuration
    context.title = configuration.name
    context.css = StyleSheet.text
    context.generator = options.program
    context.eyebrow =
      "Cross-modal mappings · \(PaperTables.title(of: configuration.dataset.name)) · \(report.study.content.items) items · "
      + (report.study.plan.evaluation.kind == .crossValidation
        ? "\(configuration.evaluation.folds)-fold cross-validation\(configuration.evaluation.repetition)"
        : "fixed test split, \(configuration.evaluation.finalFits) runs")
    context.footer = "Made by \(options.program) on \(options.date)."
    let progress = report.progress
    context.isRunning = progress.done < progress.total
    context.percent = format(100 * progress.share, progress.share < 0.1 ? 1 : 0)
    context.progressLine = progressLine
    if context.isRunning, let seconds = options.refresh {
      context.refresh = "\(seconds)"
      context.refreshLine =
        "As of \(options.date). This page reads itself again every \(seconds) s until the study is done."
    } else {
      context.refreshLine =
        "As of \(options.date). The study is not complete; make the page again to see more."
    }
  }

  private var progressLine: String {
    let progress = report.progress
    var words = [
      "\(progress.done) of \(progress.total) fits have results (\(format(100 * progress.share, 1)) % of the work)"
    ]
    if let workers = options.workers { words.append(workers == 1 ? "1 worker" : "\(workers) workers") }
    if let rate = progress.rate { words.append("\(format(rate, rate < 10 ? 2 : 0)) fits/s") }
    if let left = progress.secondsLeft { words.append("about \(DurationText.text(left)) left") }
    if progress.diverged > 0 { words.append("\(progress.diverged) diverged") }
    if progress.failed > 0 { words.append("\(progress.failed) failed") }
    return words.joined(separator: " · ")
  }

  private func addAnswer(_ context: inout PageContext) {
    context.headline = report.answer.headline
    // A number and its percent sign stay on one line.
    context.details = (report.answer.details + FeatureNotes.lines(report.study.configuration.dataset))
      .map { $0.replacing(" %", with: "\u{A0}%") }
    context.inputAlert = report.study.content.repeatedRows(report.study.configuration.dataset.sides).map {
      $0.prefix(1).uppercased() + $0.dropFirst() + "."
    }
    let progress = report.progress
    if progress.diverged + progress.failed > 0 {
      context.alert =
        "\(progress.diverged) fits diverged and \(progress.failed) failed; they are listed under Provenance."
    }
    context.claims = report.claims.map { claim in
      let classes = [
        "holds": "holds", "holds in part": "part", "does not hold": "fails", "not run": "unknown",
        "no difference": "unknown",
      ]
      let count =
        claim.cases == 0
        ? "" : claim.noDifference > 0 ? ": \(claim.counts)" : " \(claim.holds)/\(claim.cases)"
      return PageContext.Claim(
        verdict: claim.verdict + count, verdictClass: classes[claim.verdict] ?? "unknown",
        finding: claim.finding, statement: claim.statement, evidence: claim.evidence,
        remedy: claim.cases == 0 && !claim.remedy.isEmpty ? claim.remedy : nil)
    }
  }

  private func addTables(_ context: inout PageContext) {
    let note = ProtocolNote.text(report.study)
    func tables(_ tables: [OverlapTable]) -> [PageContext.Table] { tables.map { .init($0, without: note) } }
    context.protocolNote = note
    context.ownTables = tables(report.ownTables)
    context.otherTables = tables(report.otherTables)
    context.hasOtherTables = !context.otherTables.isEmpty
    context.otherTablesTitle =
      report.study.configuration.measures.includeSelf
      ? "The same without the item itself: today’s mutual k-NN"
      : "The same with the item itself, as in the paper"
    context.add(report.scores)
    let run = report.paperTables.filter(\.concernsStudy)
    let unrun = report.paperTables.filter { !$0.concernsStudy }
    let numbers = run.compactMap(\.number).map(String.init)
    context.paperText =
      run.isEmpty
      ? "This study ran no cell of the paper’s tables 1 to 9."
      : "This study ran cells of \(numbers.count == 1 ? "table" : "tables") \(numbers.joined(separator: ", ")). "
        + "Below our numbers are the paper’s, and ours minus the paper’s."
    context.paperTables = tables(run)
    context.unrunTables = tables(unrun)
    let ratings = [report.ratings.context].compactMap { $0 }
    let isRated = !report.ratings.measurements.isEmpty
    (context.runRatings, context.unrunRatings) = isRated ? (ratings, []) : ([], ratings)
    let missing = unrun.compactMap(\.number) + (isRated ? [] : [10])
    // For other data the paper's tables are no comparison.
    context.hasPaper = !run.isEmpty || isRated || options.showsPaper
    context.hasUnrunTables = !missing.isEmpty
    context.unrunTitle =
      "\(missing.count == 1 ? "Table" : "Tables") \(missing.map(String.init).joined(separator: ", ")), of which nothing was run"
    context.paperNotes = PaperTables.published.notes + [PaperTables.published.source + "."]
  }

  private func addPictures(_ context: inout PageContext) {
    context.plotHint = pictures.hint
    context.overlapPictures = pictures.overlaps
    context.hasOverlapPictures = !pictures.overlaps.isEmpty
    context.cellPictures = pictures.cells
    context.cellPicturesText = pictures.cellsText
    context.hasCellPictures = !pictures.cells.isEmpty
    if let neighbors = pictures.neighbors {
      context.hasNeighbors = true
      (context.neighborsText, context.neighbors) = (neighbors.text, neighbors.html)
      context.css += neighbors.styleSheet
    }
  }

  private func addChoices(_ context: inout PageContext) {
    context.choices = report.choices.map { choice in
      var row = PageContext.Choice(cell: CellTitle.text(choice.cell, study: report.study))
      row.setting = choice.setting.map(Self.readable)
      row.epoch = choice.cell.model.isTrained ? choice.epoch.map(String.init) ?? "" : ""
      row.floor = choice.health?.floor.map { SignificantDigits.text($0, spread: choice.deviation) } ?? ""
      row.explained = choice.health?.explained.map { format($0, abs($0) < 10 ? 3 : 0) } ?? ""
      row.hubness = choice.health?.hubness.map { format($0, 1) } ?? ""
      row.loss = choice.loss.map { SignificantDigits.text($0, spread: choice.deviation) } ?? ""
      row.deviation = choice.deviation.map { SignificantDigits.text($0, spread: $0) } ?? ""
      row.simplest = choice.simplest == choice.setting ? "the same" : choice.simplest.map(Self.readable) ?? ""
      row.steady =
        switch choice.steady {
        case true: "yes"
        case false: "no: rises by \(format(100 * (choice.worstRise ?? 0), 1)) %"
        case nil: ""
        }
      row.missing = "nothing to choose yet: \(choice.done) of \(choice.fits) search fits have results"
      return row
    }
    let (axes, rows) = PageContext.importances(
      report.choices, title: { CellTitle.text($0.cell, study: report.study) }, readable: Self.readable)
    (context.importanceAxes, context.importances) = (axes, rows)
    (context.importanceWidth, context.hasImportances) = ("\(axes.count + 1)", !rows.isEmpty)
    let measures = report.study.plan.cells.map(\.measure).firstOccurrences
    context.selectionText =
      measures == [.loss]
      ? "The setting is the one with the lowest such loss."
      : "The setting is the one with the best score at its epoch: "
        + measures.map { measure in
          let losses = report.study.plan.cells.filter { $0.measure == measure }.map {
            $0.cell.model == .cca ? "cca" : $0.cell.loss.title
          }
          return "\(measure.title) for \(losses.firstOccurrences.joined(separator: ", "))"
        }.joined(separator: "; ")
        + (report.study.configuration.selectBy == nil
          ? ". Losses of different margins or temperatures are different functions and do not compare." : ".")
    let inputs = report.study.content.features.compactMap {
      $0.constantColumnsText(report.study.configuration.dataset.sides)
    }
    context.remarks = inputs + CellChoice.remarks(report.choices.filter { $0.chosen != nil })
    context.hasRemarks = !context.remarks.isEmpty
    addRaces(&context)
  }

  private func addRaces(_ context: inout PageContext) {
    guard let race = report.study.plan.race else { return }
    context.hasRaces = true
    context.raceText =
      "After each rung the best settings went on, one of \(race.factor), rounded up, and every setting within one standard "
      + "error of the best. A choice is among the settings of the last rung; what a stopped setting would have come to is "
      + "not known."
    context.races = report.choices.flatMap { choice in
      (choice.race?.rungs ?? []).map { rung in
        PageContext.RaceRung(
          raceCell: CellTitle.text(choice.cell, study: report.study), rung: "\(rung.number)",
          rungEpochs: "\(rung.epochs)", rungSettings: "\(rung.settings)",
          stopped: rung.stopped.map { stopped in
            stopped.isEmpty
              ? "none" : "\(stopped.count): " + stopped.map(Self.readable).joined(separator: "; ")
          } ?? "")
      }
    }
  }

  // "lr=0.001,units=256,margin=2.5" with room to break.
  private static func readable(_ setting: String) -> String {
    setting.split(separator: ",").map { part in
      let (name, value) = (part.prefix { $0 != "=" }, part.drop { $0 != "=" }.dropFirst())
      return value.isEmpty
        ? String(name) : "\(name == "lr" ? "learning rate" : name.replacing("-", with: " ")) \(value)"
    }.joined(separator: ", ")
  }
}
