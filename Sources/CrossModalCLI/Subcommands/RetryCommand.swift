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
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try withdraw(OpenStudy.any(study))
  }

  private func withdraw(_ study: some ReportedStudy) throws {
    let withdrawn = try StudyRetry(study.opened).withdraw(units)
    try StandardOutput.write(lines: withdrawn)
    StandardError.line(
      withdrawn.isEmpty
        ? "nothing has failed" : "to be done again by the next 'crossmodal run': \(withdrawn.count)"
    )
  }
}
