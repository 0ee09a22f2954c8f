import ArgumentParser
import CrossModal
import Foundation
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

      models: the chosen maps of each cell, one for each fold or run, or one on all training rows; fitted again to the same \
      bits, with their feature steps and what the journal says of them. predictions: f(X) of the rows held out. Both make \
      a folder CELL/fold-N.… with an index.json of cell, setting, epoch, fold, file, rows (rows held out, from 0).
      """)

  enum Target: String, ExpressibleByArgument, CaseIterable {
    case models, predictions
    case optunaJournal = "optuna-journal"
  }

  @Argument(help: "The study's directory.", completion: .directory) var study: String
  @Option(help: "The form.") var to: Target
  @Option(
    name: .shortAndLong,
    help: "The file, by default standard output; for models and predictions a new folder.")
  var output: String?
  @Option(help: "The form of models: safetensors or onnx.") var format: ModelFormat?
  @Option(help: "Only this cell, by its name.", completion: .custom(StudyCompletion.cells))
  var cell: String?
  @Flag(help: "With models: one map a cell, fitted on all training rows.") var allRows = false
  @Flag(help: "Fit again although the kernels differ from the study's: numbers may differ.")
  var allowMixedKernels = false
  @OptionGroup var console: ConsoleOptions

  mutating func run() throws {
    guard to == .optunaJournal else { return try writeMaps() }
    if format != nil || cell != nil || allRows {
      throw CommandFailure.usage("--format, --cell, --all-rows: allowed with --to models or predictions")
    }
    if output == "-" { output = nil }
    try OutputPaths.check([output], inputs: [])
    try write(OpenStudy.any(study))
  }

  private func writeMaps() throws {
    guard let output else { throw CommandFailure.usage("--to \(to.rawValue): a folder is needed, -o FOLDER") }
    if to == .predictions, format != nil || allRows {
      throw CommandFailure.usage(
        "--\(allRows ? "all-rows" : "format"): allowed with --to models; predictions are .npy of rows held out"
      )
    }
    try OutputPaths.checkNewFolder(output)
    guard let opened = try OpenStudy.any(study) as? MapStudy else {
      throw CommandFailure.usage("\(study): a study of maps is needed for --to \(to.rawValue)")
    }
    if !allowMixedKernels { try opened.check(KernelChoice(path: opened.manifest.kernels.kernelPath)) }
    let export = try ExportedMaps(
      opened, try opened.ledger(allowsMixedKernels: true),
      to == .models ? .models(format ?? .safetensors) : .predictions, allRows ? .allRows : .final,
      program: ProgramVersion.name)
    let cells = try export.cells(named: cell)
    let total = cell == nil ? opened.plan.cells.count : 1
    let line = PacedLine()
    let signals = StopSignals([SIGINT, SIGTERM, SIGHUP])
    defer { signals.end() }
    let written = try export.write(cells, to: output, shouldContinue: { !signals.wereReceived }) { file in
      line.show { String(file.prefix(79)) }
    }
    if StandardError.isTerminal { StandardError.redraw("") }
    guard let count = written else {
      throw CommandFailure(
        code: signals.received(SIGINT) > 0 ? 130 : 75,
        message:
          "\(output): stopped by a signal before the end; nothing was written, run the same command again")
    }
    if cells.count < total {
      StandardError.note(
        "\(total - cells.count) of \(total) cells have no finished final fit, and are left out")
    }
    StandardError.line(
      "\(output): \(count) \(to == .models ? "maps" : "sets of predictions") of \(cells.count) cells, and index.json"
    )
  }

  private func write<Opened: ReportedStudy>(_ study: Opened) throws {
    let ledger = try study.opened.ledger(allowsMixedKernels: true)
    let text = OptunaJournal(study.opened, Opened.Kind.searches(ledger)).text
    guard let output else { return try StandardOutput.writeData(text) }
    try AtomicFile.write(text: text, to: output)
  }
}

extension ModelFormat: ExpressibleByArgument {}
