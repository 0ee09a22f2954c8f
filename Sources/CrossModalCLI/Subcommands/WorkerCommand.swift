import ArgumentParser
import Dense
import ForeignFiles
import Reports
import Studies

/// Claims and runs fits; what every launcher starts.
struct WorkerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract:
      "Claim and run fits of a study until nothing is left; any number may run at once, on any machines.",
    discussion: """
      SIGTERM drops the fit in progress and ends the worker with exit code 75. SIGUSR1 ends it with 75 after the fit in \
      progress, or drops that after the time of grace. Started by hand, an interrupt (Ctrl-C) ends it after the fit in \
      progress, a second one at once. With --workers it starts so many workers and watches them, as \
      'run' does: one that dies is replaced, and a fit that kills its workers is given up.
      """)

  @Argument(help: "The study's directory.", completion: .directory) var study: String
  @Option(help: "Time without a sign of life after which another host's claim is free, such as 10m.")
  var staleAfter = TimeSpan(seconds: 600)
  @Option(help: ArgumentHelp("Stop when this process is no longer the parent.", visibility: .hidden))
  var parent: Int32?
  @Flag(help: ArgumentHelp("Stop when standard input closes.", visibility: .hidden))
  var untilInputCloses = false
  @Option(help: "Stop after this time, such as 90s, 15m, 3h or 1h30m.") var timeLimit: TimeSpan?
  @Option(help: "Time that a fit in progress has after SIGUSR1, such as 90s.") var grace: TimeSpan?
  @Option(name: [.customShort("j"), .long], help: "Start this many workers and watch them.") var workers: Int?
  @Option(help: "With --workers: how often a worker may die at a fit before the fit is given up.")
  var maxAttempts = 3
  @Flag(help: "Work although the kernels differ from the study's.") var allowMixedKernels = false
  @OptionGroup var kernels: KernelOptions
  @OptionGroup var console: ConsoleOptions

  func run() async throws {
    if let parent { ParentWatch.begin(parent) }
    if untilInputCloses { InputWatch.begin() }
    try await work(OpenStudy.any(study))
  }

  private func work(_ opened: some ReportedStudy) async throws {
    let study = opened.opened
    if workers == nil, parent == nil, !untilInputCloses { try study.directory.restoreFolders() }
    if let workers { return try await watch(study, workers) }
    var options = WorkerOptions()
    options.staleAfter = staleAfter.seconds
    options.parent = parent
    options.timeLimit = timeLimit?.seconds
    options.allowsMixedKernels = allowMixedKernels
    options.path = kernels.kernels
    if let grace { options.grace = grace.seconds }
    // Without a sign of who started it, a person at a terminal did.
    options.endsOnInterrupt = parent == nil && !untilInputCloses
    let units = type(of: study.experiment).units
    options.onInterrupt = { count in
      if count == 1 { StandardError.line("finishing one of the \(units); a second interrupt ends at once") }
    }
    switch try Worker(study, options: options).run() {
    case .complete: break
    case .stopped: throw ExitCode(75)
    }
  }

  private func watch<Kind>(_ study: Study<Kind>, _ workers: Int) async throws {
    try LocalOptions.check(workers: workers, maxAttempts: maxAttempts)
    var launcher = LocalLauncher(
      program: try OwnProgram.path(), workers: workers,
      workerArguments: ["--stale-after", "\(staleAfter.seconds)s"]
        + (grace.map { ["--grace", "\($0.seconds)s"] } ?? [])
        + (allowMixedKernels ? ["--allow-mixed-kernels"] : [])
        + (kernels.kernels.map { ["--kernels", $0.rawValue] } ?? []),
      timeLimit: timeLimit?.seconds)
    launcher.maxAttempts = maxAttempts
    switch try await launcher.run(study, onTick: {}) {
    case .complete: break
    case .stopped: throw ExitCode(75)
    case .interrupted: throw ExitCode(130)
    case .failed(let code, let message): throw CommandFailure(code: code, message: message)
    }
  }
}

/// What is allowed for the options of a local launcher.
enum LocalOptions {
  /// The most worker processes on one machine.
  static let mostWorkers = 1024

  /// As many as there are processors for them, if the limit of open files lets so many be watched.
  static func usualWorkers() throws -> Int {
    min(
      AvailableProcessors.current.count, mostWorkers,
      max(1, DescriptorLimit.mostWorkers(limit: DescriptorLimit.raise())))
  }

  /// Refuses numbers that make no sense, and more workers than the limit of open files lets be watched. The limit is
  /// raised as far as it goes.
  static func check(workers: Int, maxAttempts: Int) throws {
    guard (1...mostWorkers).contains(workers) else {
      throw CommandFailure.usage("--workers \(workers): must be from 1 to \(mostWorkers)")
    }
    let limit = DescriptorLimit.raise()
    let fitting = DescriptorLimit.mostWorkers(limit: limit)
    guard workers <= fitting else {
      let allowed = fitting > 0 ? "must be from 1 to \(fitting)" : "none can be started"
      throw CommandFailure.usage(
        "--workers \(workers): \(allowed) with \(limit) open files (ulimit -n), and 3 for each worker")
    }
    guard (1...1000).contains(maxAttempts) else {
      throw CommandFailure.usage("--max-attempts \(maxAttempts): must be from 1 to 1000")
    }
  }
}
