import ArgumentParser
import Foundation
import Studies

/// The paper's tables beside the paper's numbers.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "The study in the paper's layout, beside the paper's numbers where a table has the cell.",
    discussion: "Writes tables/*.md and tables/*.csv into the output directory and prints the Markdown.")

  @Argument(help: "The study's directory.") var study: String
  @Option(name: .shortAndLong, help: "Where to write; default: report/ in the study's directory.") var output:
    String?
  @Option(help: "Only this table of the paper.") var table: Int?

  func run() throws {
    let study = try Study(opening: study)
    let report = try StudyReport(study, ledger: study.ledger(allowsMixedKernels: true), only: table)
    let directory = output ?? study.directory.path + "/report"
    try report.write(to: directory)
    try StandardOutput.write(report.markdown)
    StandardError.write("written to \(directory)\n")
  }
}
