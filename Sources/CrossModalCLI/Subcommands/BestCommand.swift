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

  @Argument(help: "The study's directory.") var study: String
  @Flag(help: "Print one JSON document.") var json = false

  func run() throws {
    let study = try Study(opening: study)
    let choices = try CellChoice.all(study, ledger: study.ledger(allowsMixedKernels: true))
    if json { return try StandardOutput.write(CellChoice.json(choices)) }
    try StandardOutput.write(CellChoice.text(choices))
  }
}
