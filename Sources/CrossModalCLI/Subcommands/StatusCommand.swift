import ArgumentParser
import Studies

/// Where a study stands.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "How many fits are done, what is best so far, and what went wrong.")

  @Argument(help: "The study's directory.") var study: String
  @Flag(help: "Print one JSON document.") var json = false

  func run() throws {
    let status = try StudyStatus(Study(opening: study))
    if json { return try StandardOutput.writeJSON(status) }
    try StandardOutput.write(status.text)
  }
}
