import ArgumentParser
import Dense
import ForeignFiles
import Foundation
import VectorFiles

/// Runs a command and turns every error into one line on stderr and an exit code.
@main enum Main {
  static func main() async {
    BLASLibrary.useOneThread()
    // A closed pipe is an error of the write, to be reported like any other, not a silent death.
    signal(SIGPIPE, SIG_IGN)
    CutFiles.report(prefix: "crossmodal: ")
    Leftovers.clear(prefix: "crossmodal: ")
    // Swift reads them from /proc; where that is not there, or a library was put in front, they are lost.
    guard !CommandLine.arguments.isEmpty else {
      StandardError.line(
        "crossmodal: the system does not tell the arguments (is /proc mounted, is a library preloaded?); nothing was done"
      )
      exit(69)
    }
    if let complaint = ProgramTimeLimit.complaint {
      StandardError.line("crossmodal: \(complaint)")
      exit(64)
    }
    do {
      var command = try CrossModalCommand.parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      StandardError.writeNotes()
    } catch {
      exit(report(error))
    }
  }

  // Prints what is to be said of an error; returns the exit code.
  private static func report(_ error: any Error) -> Int32 {
    if let code = error as? ExitCode, code == .success { return 0 }
    if CrossModalCommand.exitCode(for: error) == .success {
      print(CrossModalCommand.fullMessage(for: error))
      return 0
    }
    let status = ExitStatus(error)
    if status.message == nil { StandardError.writeNotes() } else { StandardError.dropNotes() }
    if let line = status.message { StandardError.line("crossmodal: \(line)") }
    return status.code
  }
}
