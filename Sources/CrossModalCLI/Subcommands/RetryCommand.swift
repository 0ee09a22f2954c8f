import ArgumentParser
import Reports
import Studies

/// Has work done again.
struct RetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Take results back, so that the next run does that work again.",
    discussion: """
      Without names: everything that failed. A final fit is named after the choice that it stands for, so another choice \
      makes another fit without this command. Prints the names, one a line; nothing is deleted from the journals.
      """)

  @Argument(help: "The study's directory.", completion: .directory) var study: String
  @Argument(help: "Fits, or rows of ratings, named as in 'crossmodal results'.") var units: [String] = []
  @Flag(help: "Print one JSON document.") var json = false
  @OptionGroup var console: ConsoleOptions

  /// What `--json` prints.
  struct Document: Encodable {
    var units: [String]

    static let fields = [
      DocumentField("units", .values(.text), "What the next run does again, by name.")
    ]
  }

  func run() throws {
    try withdraw(OpenStudy.any(study))
  }

  private func withdraw(_ study: some ReportedStudy) throws {
    let withdrawn = try StudyRetry(study.opened).withdraw(units)
    if json {
      try StandardOutput.writeJSON(Document(units: withdrawn))
    } else {
      try StandardOutput.write(lines: withdrawn)
    }
    StandardError.line(
      withdrawn.isEmpty
        ? "nothing has failed" : "to be done again by the next 'crossmodal run': \(withdrawn.count)"
    )
  }
}
