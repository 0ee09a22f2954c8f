import ArgumentParser
import CrossModal
import Reports
import Studies
import VectorFiles

/// A study in the form of another program.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a study for another program.",
    discussion: """
      optuna-journal: a journal file for Optuna and optuna-dashboard, a study for each cell, a trial for each setting. \
      In Python: JournalStorage(JournalFileBackend("FILE")).
      """)

  enum Target: String, ExpressibleByArgument, CaseIterable { case optunaJournal = "optuna-journal" }

  @Argument(help: "The study's directory.") var study: String
  @Option(help: "The form.") var to: Target
  @Option(name: .shortAndLong, help: "The file; default: standard output.") var output: String?

  func run() throws {
    let study = try Study(opening: study)
    let text = OptunaJournal(study, ledger: try study.ledger(allowsMixedKernels: true)).text
    guard let output else { return try StandardOutput.write(text) }
    try AtomicFile.write(text: text, to: output)
  }
}
