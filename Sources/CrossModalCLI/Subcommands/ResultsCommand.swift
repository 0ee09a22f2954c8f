import ArgumentParser
import Messages
import Reports
import Studies

/// One row per fit.
struct ResultsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "results",
    abstract: "One row per fit: cell, setting, fold, best epoch, losses, overlaps, state, seconds.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case csv, json }

  @Argument(help: "The study's directory.") var study: String
  @Option(help: "csv or json.") var format = Format.csv

  func run() throws {
    let study = try Study(opening: study)
    let table = ResultsTable(study, ledger: try study.ledger(allowsMixedKernels: true))
    try StandardOutput.write(format == .csv ? table.csv : try table.json)
  }
}
