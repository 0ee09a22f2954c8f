import ArgumentParser
import Studies

/// Checks a study from end to end.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract:
      "Check all checksums, count the fits against the plan, train some fits again and compare every bit.",
    discussion:
      "Exit codes: 0 everything is right, 65 something is not, 69 other kernels, 75 right, but not complete.")

  @Argument(help: "The study's directory.") var study: String
  @Option(help: "Fits of each cell to train again.") var sample = 1
  @Flag(help: "Print one JSON document.") var json = false

  func run() throws {
    guard sample >= 0 else { throw CommandFailure.usage("--sample \(sample): allowed are numbers from 0") }
    let outcome = try StudyVerification(Study(opening: study)).run(sample: sample) { fit in
      if StandardError.isTerminal { StandardError.write("\rtraining \(fit) again".rightPadded(60)) }
    }
    if StandardError.isTerminal { StandardError.write("\r" + "".rightPadded(60) + "\r") }
    if json {
      try StandardOutput.writeJSON(outcome)
    } else {
      try StandardOutput.write(
        "\(study): all checksums are right, \(outcome.fits) fits have results, \(outcome.missing) have none yet, "
          + "\(outcome.trainedAgain.count) were trained again and gave the same bits\n")
      for journal in outcome.tornJournals {
        try StandardOutput.write(
          "\(study)/journals/\(journal): the torn line at its end counts for nothing\n")
      }
    }
    if outcome.missing > 0 { throw ExitCode(75) }
  }
}

extension StudyVerification.Outcome {
  /// The keys of `verify --json`.
  static let fields: [DocumentField] = [
    .integer("fits", "Fits with a result.", unit: .fits),
    .integer("missing", "Fits of the plan that have no result yet.", unit: .fits),
    DocumentField("trainedAgain", .values(.text), "Fits that were trained again and gave the same bits."),
    DocumentField(
      "tornJournals", .values(.text), "Journals that end in a torn line, which counts for nothing."),
  ]
}
