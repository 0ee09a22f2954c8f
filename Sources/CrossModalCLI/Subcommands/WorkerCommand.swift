import ArgumentParser
import Dense
import Studies

/// Claims and runs fits; what every launcher starts.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract:
      "Claim and run fits of a study until nothing is left; any number may run at once, on any machines.",
    discussion: "SIGTERM or SIGUSR1 drops the fit in progress and ends the worker with exit code 75.")

  @Argument(help: "The study's directory.") var study: String
  @Option(help: "Seconds without a sign of life after which another host's claim is free.") var staleAfter =
    600.0
  @Option(help: "Stop when this process is no longer the parent.") var parent: Int32?
  @Option(help: "Stop after this time, as 90s, 30m or 3h.") var timeLimit: TimeLimit?
  @Flag(help: "Work although the kernels differ from the study's.") var allowMixedKernels = false
  @OptionGroup var kernels: KernelOptions

  func run() throws {
    var options = Worker.Options()
    options.staleAfter = staleAfter
    options.parent = parent
    options.timeLimit = timeLimit?.seconds
    options.allowsMixedKernels = allowMixedKernels
    options.path = kernels.kernels
    switch try Worker(Study(opening: study), options: options).run() {
    case .complete: break
    case .stopped: throw ExitCode(75)
    }
  }
}
