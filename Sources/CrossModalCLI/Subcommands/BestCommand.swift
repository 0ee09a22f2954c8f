import ArgumentParser
import Reports
import Studies

/// The chosen setting and epoch per cell.
struct BestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "best",
    abstract: "The chosen setting and epoch of each cell, with the spread over folds.",
    discussion:
      "Steady says whether the training loss of the chosen setting went down all the time until that epoch.")

  @Argument(help: "The study's directory.", completion: .directory) var study: String
  @Flag(help: "Print one JSON document.") var json = false
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try show(OpenStudy.any(study))
  }

  private func show<Opened: ReportedStudy>(_ study: Opened) throws {
    let opened = study.opened
    let answer = Opened.Kind.best(opened, try opened.ledger(allowsMixedKernels: true))
    if json { try StandardOutput.writeData(answer.json) } else { try StandardOutput.write(answer.text) }
  }
}
