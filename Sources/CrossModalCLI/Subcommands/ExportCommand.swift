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
      optuna-journal: a journal file for Optuna and optuna-dashboard, a study for each cell, a trial for each setting; \
      of ratings a study for each set of vectors and ratings, a trial for each kind of map. \
      In Python: JournalStorage(JournalFileBackend("FILE")).
      """)

  enum Target: String, ExpressibleByArgument, CaseIterable { case optunaJournal = "optuna-journal" }

  @Argument(help: "The study's directory.") var study: String
  @Option(help: "The form.") var to: Target
  @Option(name: .shortAndLong, help: "The file; default: standard output.") var output: String?

  func run() throws {
    try OutputPaths.check([output], inputs: [])
    try write(OpenStudy.any(study))
  }

  private func write<Opened: ReportedStudy>(_ study: Opened) throws {
    let ledger = try study.opened.ledger(allowsMixedKernels: true)
    let text = OptunaJournal(study.opened, Opened.Kind.searches(ledger)).text
    guard let output else { return try StandardOutput.writeData(text) }
    try AtomicFile.write(text: text, to: output)
  }
}
