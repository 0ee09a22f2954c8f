import ArgumentParser
import Messages
import Reports
import Studies

/// One row per fit.
struct ResultsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "results",
    abstract:
      "One row per fit: cell, setting, fold, best epoch, losses, overlaps, state, seconds; or per row of ratings.",
    discussion: "docs/RESULTS.md, and 'crossmodal manual results', say what every column means.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case csv, json }

  @Argument(help: "The study's directory.", completion: .directory) var study: String
  @Option(help: "csv or json; default: csv.") var format: Format?
  @Flag(help: "The same as --format json.") var json = false
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    if json, format == .csv { throw CommandFailure.usage("--json and --format csv: give only one of them") }
    try write(OpenStudy.any(study))
  }

  private func write<Opened: ReportedStudy>(_ study: Opened) throws {
    let table = ResultsTable(try study.opened.ledger(allowsMixedKernels: true))
    if json || format == .json {
      try table.writeJSON(to: StandardOutput.writeData)
    } else {
      try table.writeCSV(to: StandardOutput.writeData)
    }
  }
}
