import ArgumentParser
import Studies

/// Has fits done again.
struct RetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Take results back, so that the next run does those fits again.",
    discussion: """
      Without names: all fits that failed. A search fit takes the final fits of its cell with it, whose setting may be \
      another one afterwards. Prints the fits, one a line; nothing is deleted from the journals.
      """)

  @Argument(help: "The study's directory.") var study: String
  @Argument(help: "Fits, named as in 'crossmodal results': c0/s3/f1 or c0/final/f1.") var fits: [String] = []

  func run() throws {
    let withdrawn = try StudyRetry(Study(opening: study)).withdraw(fits)
    try StandardOutput.write(withdrawn.map { "\($0)\n" }.joined())
    StandardError.write(
      withdrawn.isEmpty
        ? "nothing has failed\n" : "to be done again by the next 'crossmodal run': \(withdrawn.count)\n"
    )
  }
}
