import ArgumentParser
import Foundation
import Reports
import Studies

/// Where a study stands.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract:
      "How many fits are done, how fast it goes, who is at work, what is best so far, and what went wrong.",
    discussion: """
      The time left is estimated from the cost of what is left and the work of the last ten minutes. --watch shows it \
      again every two seconds in place, or adds a line a minute where the output is no terminal, until all is done.
      """)

  @Argument(help: "The study's directory.", completion: .directory) var study: String
  @Flag(help: "Go on until the study is complete.") var watch = false
  @Flag(help: "Print one JSON document.") var json = false
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    if watch, json { throw CommandFailure.usage("--watch and --json: give only one of them") }
    try show(OpenStudy.any(study))
  }

  private func show<Opened: ReportedStudy>(_ study: Opened) throws {
    let observer = try StatusObserver(study.opened, details: Opened.Kind.details)
    let status = try observer.look()
    if json { return try StandardOutput.writeJSON(status) }
    if watch { return try follow(observer, status) }
    let color = TerminalColors.areWanted(STDOUT_FILENO)
    try StandardOutput.writeData(StatusScreen(status: status, usesColor: color).text)
  }

  private func follow<Kind>(_ observer: StatusObserver<Kind>, _ first: StudyStatus) throws {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let color = TerminalColors.areWanted(STDOUT_FILENO)
    var status = first
    while true {
      if isTerminal {
        let screen = StatusScreen(status: status, usesColor: color, rows: Self.screenRows)
        // Home, and every line cleared behind its text: nothing flickers.
        let text = screen.text.replacing("\n", with: "\u{1B}[K\n")
        try StandardOutput.writeData("\u{1B}[H" + text + "\u{1B}[J")
      } else {
        try StandardOutput.write(lines: [StatusScreen(status: status, usesColor: false).line])
      }
      if status.progress.done == status.progress.total { return }
      Thread.sleep(forTimeInterval: isTerminal ? 2 : 60)
      status = try observer.look()
    }
  }

  private static var screenRows: Int {
    var size = winsize()
    return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_row > 0 ? Int(size.ws_row) : 24
  }
}
