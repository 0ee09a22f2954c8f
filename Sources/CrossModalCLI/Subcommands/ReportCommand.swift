import ArgumentParser
import Foundation
import Studies

/// The study as a page and as tables, beside the paper's numbers.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "One page with the answer, tables in the paper's layout beside the paper's numbers, and pictures.",
    discussion: """
      Writes index.html and tables/*.md, *.csv, *.tex into the output directory and prints the tables that concern the \
      study as Markdown. The page needs no other file. Plots are made by gnuplot, if it is installed.
      """)

  @Argument(help: "The study's directory.") var study: String
  @Option(name: .shortAndLong, help: "Where to write; default: report/ in the study's directory.") var output:
    String?
  @Option(help: "Print only this table of the paper, 1 to 10.") var table: Int?
  @Option(
    help: ArgumentHelp(
      "Documents of 'crossmodal similarity --json', for table 10; repeatable.", valueName: "file"))
  var ratings: [String] = []

  func run() async throws {
    if let table, !(1...10).contains(table) {
      throw CommandFailure.usage("--table \(table): the paper has tables 1 to 10")
    }
    let study = try Study(opening: study)
    let ledger = try study.ledger(allowsMixedKernels: true)
    let report = StudyReport(
      study, ledger: ledger, progress: try ProgressMeter(study, ledger: ledger).update(),
      ratings: try RatingsTable(files: ratings))
    let directory = output ?? study.directory.path + "/report"
    let options = StudyReport.Options(
      program: CrossModalCommand.configuration.version, command: command,
      date: Date.now.formatted(.iso8601))
    try report.write(to: directory, options: options, pictures: ReportPictures())
    try StandardOutput.write(table.flatMap(report.markdown(ofTable:)) ?? report.markdown)
    StandardError.write("written to \(directory)\n")
  }

  private var command: String {
    (["crossmodal"] + CommandLine.arguments.dropFirst()).joined(separator: " ")
  }
}
