import ArgumentParser
import Reports
import Studies

/// Brings halves of a study together.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Merge studies of one configuration that were run on machines without a shared disk.",
    discussion: """
      Every machine runs the configuration, or one with some of its values, for as long as it likes; each result is then \
      taken once. Data, seed and kernels must be the same, and results of the same work must agree to the last bit. The new \
      study follows the first configuration; the others stay as they are. What is still missing is done by 'crossmodal run'.
      """)

  @Argument(help: "The directories of the studies.", completion: .directory) var studies: [String]
  @Option(name: .shortAndLong, help: "The directory of the new study.", completion: .file()) var output:
    String
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try OutputPaths.checkFolder(output)
    guard studies.count > 1 else {
      throw CommandFailure.usage("\(studies.joined()): one study; give two or more")
    }
    if let twice = studies.enumerated().first(where: { studies[..<$0.offset].contains($0.element) }) {
      throw CommandFailure.usage("\(twice.element) is given twice; give different studies")
    }
    try merge(OpenStudy.any(studies[0]))
  }

  private func merge<Opened: ReportedStudy>(_ first: Opened) throws {
    let others = try studies.dropFirst().map { try Study<Opened.Kind>(opening: $0) }
    let outcome = try StudyMerge([first.opened] + others).write(to: output)
    let parts = zip(studies, outcome.results).map { "\($0): \($1)" }.joined(separator: ", ")
    StandardError.line(
      "\(output): \(outcome.done) of \(outcome.total) \(Opened.Kind.units) have results (\(parts); in more than one: "
        + "\(outcome.shared))")
    if outcome.hidden > 0 {
      StandardError.line(
        "\(output): \(outcome.hidden) more are of values that the first study's configuration does not have; they count once "
          + "'crossmodal run CONFIGURATION --study \(output)' has them all")
    }
  }
}
