import ArgumentParser
import Dense
import ForeignFiles
import Foundation
import VectorFiles

/// Runs a command and turns every error into one line on stderr and an exit code.
@main enum Main {
  static func main() async {
    requireRoom()
    requireThreads()
    BLASLibrary.prepare()
    // A closed pipe is an error of the write, to be reported like any other, not a silent death.
    // So is a file that grows beyond a limit (ulimit -f).
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    CutFiles.report(prefix: "crossmodal: ")
    Leftovers.clear(prefix: "crossmodal: ")
    let arguments = ProgramArguments.all
    guard !arguments.isEmpty, seesItself else {
      StandardError.error(
        "crossmodal: /proc cannot be read (is it mounted, is a library preloaded?); nothing was done")
      exit(69)
    }
    if let complaint = ProgramTimeLimit.complaint {
      StandardError.error("crossmodal: \(complaint)")
      exit(64)
    }
    let work = WorkDone()
    do {
      var words = Array(arguments.dropFirst())
      if words == ["-V"] { words = ["--version"] }
      if let complaint = CommandNames.complaint(about: words, root: CrossModalCommand.self) {
        throw CommandFailure.usage(complaint)
      }
      let output = StandardOutputFile(words)
      defer { output.remove() }
      var command = try CrossModalCommand.parseAsRoot(StandardInput.resolved(output.words))
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      try output.send()
      StandardError.writeNotes()
      if ConsoleSettings.isVerbose { StandardError.line(work.text) }
    } catch {
      let code = report(error)
      if ConsoleSettings.isVerbose { StandardError.line(work.text) }
      exit(code)
    }
  }

  // Under a limit of the address space a crash costs more than it tells: its picture needs memory too, and may never end.
  private static func requireRoom() {
    guard AddressSpace.limit != nil else { return }
    for number in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] { signal(number, SIG_DFL) }
    AddressSpace.restartIfLimited()
    guard let shortage = AddressSpace.shortage(processors: ProcessInfo.processInfo.processorCount) else {
      return
    }
    StandardError.error("crossmodal: \(shortage.text)")
    // What a library does at the end may wait for threads that never came to be.
    _exit(69)
  }

  private static func requireThreads() {
    let needed = ThreadRoom.needed(processors: AvailableProcessors.current.count)
    let started = ThreadRoom.startable(of: needed)
    guard started < needed else { return }
    StandardError.line(
      "crossmodal: only \(started) of \(needed) threads can be started; raise the limit of processes (ulimit -u, "
        + "or pids.max of a control group), or end others")
    // What a library does at the end may wait for threads that never came to be.
    _exit(69)
  }

  // Dispatch counts its threads by /proc, and traps within seconds of work where that cannot be opened.
  private static var seesItself: Bool {
    #if os(Linux)
      FileManager.default.contents(atPath: "/proc/self/stat") != nil
    #else
      true
    #endif
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
    if let line = status.message { StandardError.error("crossmodal: \(line)") }
    return status.code
  }
}
