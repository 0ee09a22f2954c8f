import ArgumentParser
import Reports
import Studies

/// Checks a study from end to end.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract:
      "Check all checksums, count the results against the plan, do some of them again and compare every bit.",
    discussion:
      "Exit codes: 0 everything is right, 65 something is not, 69 other kernels, 75 right, but not complete.")

  @Argument(help: "The study's directory.", completion: .directory) var study: String
  @Option(help: "Fits of each cell to train again; of ratings, rows of each set of vectors.") var sample = 1
  @Flag(
    help: "Of a race: train in some cells what it stopped, and say whether the full grid chooses the same.")
  var race = false
  @Option(help: "With --race: cells to do that in, by default 1.") var cells: Int?
  @Flag(help: "Print one JSON document.") var json = false
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    guard race || cells == nil else { throw CommandFailure.usage("--cells without --race") }
    guard cells ?? 1 >= 1 else {
      throw CommandFailure.usage("--cells \(cells ?? 1): must be at least 1")
    }
    if race { return try verifyRace() }
    guard sample >= 0 else { throw CommandFailure.usage("--sample \(sample): must be at least 0") }
    try verify(OpenStudy.any(study))
  }

  private func verifyRace() throws {
    guard let opened = try OpenStudy.any(study) as? MapStudy, opened.plan.race != nil else {
      throw CommandFailure.usage(
        "\(study): --race: found a study without a race; allowed: search: {kind: racing}")
    }
    let verification = try RaceVerification(opened)
    let sample = verification.sample(cells ?? 1)
    guard !sample.isEmpty else {
      try StandardOutput.write("\(study): no cell's race is complete yet\n")
      throw ExitCode(75)
    }
    let document = RaceDocument(
      cells: try sample.map { cell in
        try verification.check(cell: cell) { fit in
          if StandardError.isTerminal { StandardError.redraw("training: \(fit)") }
        }
      })
    if StandardError.isTerminal { StandardError.redraw("") }
    if json {
      try StandardOutput.writeJSON(document)
    } else {
      try StandardOutput.write(lines: document.lines)
    }
  }

  private func verify<Opened: ReportedStudy>(_ opened: Opened) throws {
    let units = Opened.Kind.units
    let outcome = try StudyVerification(opened.opened).run(sample: sample) { unit in
      if StandardError.isTerminal {
        StandardError.redraw("again: \(unit)")
      }
    }
    if StandardError.isTerminal { StandardError.redraw("") }
    if json {
      try StandardOutput.writeJSON(outcome)
    } else {
      try StandardOutput.write(
        "\(study): all checksums are right, \(outcome.done) \(units) have results, \(outcome.missing) have none yet, "
          + "\(outcome.repeated.count) were done again and gave the same bits\n")
      if outcome.hidden > 0 {
        try StandardOutput.write(
          "\(study): \(outcome.hidden) more results are of an earlier configuration or choice\n")
      }
      for journal in outcome.tornJournals {
        try StandardOutput.write(
          "\(study)/journals/\(journal): the torn line at its end is ignored\n")
      }
    }
    if outcome.missing > 0 { throw ExitCode(75) }
  }
}

extension VerificationOutcome {
  /// The keys of `verify --json`.
  static let fields: [DocumentField] = [
    .integer("done", "Units with a result: fits, or rows of ratings."),
    .integer("missing", "Units of the plan that have no result yet."),
    DocumentField("repeated", .values(.text), "Units that were done again and gave the same bits."),
    .integer("hidden", "Results of an earlier configuration or choice, which are kept and not shown."),
    DocumentField(
      "tornJournals", .values(.text), "Journals that end in a torn line, which is ignored."),
  ]
}
