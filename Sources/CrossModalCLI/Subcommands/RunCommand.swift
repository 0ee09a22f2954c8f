import ArgumentParser
import Dense
import ForeignFiles
import Foundation
import Messages
import Reports
import Studies

/// Creates or continues a study.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a study, or continue it: what is finished is never done again.",
    discussion: """
      The study is a directory; without --study it is named after the configuration, as NAME.study. The first interrupt \
      ends it after the fits in progress, a second one at once; run the same command again to continue. In place of a \
      configuration the directory of a study continues that study with its own.
      """)

  @OptionGroup var options: ConfigurationOptions
  @Option(help: "The study's directory.") var study: String?
  /// Where workers run.
  enum Launcher: ExpressibleByArgument, Equatable {
    case local, slurm
    case command([String])

    init?(argument: String) {
      let words = argument.split(separator: " ").map(String.init)
      switch words {
      case []: return nil
      case ["local"]: self = .local
      case ["slurm"]: self = .slurm
      default:
        // A word near to one of these is meant to be it, and no program.
        let isMisspelt =
          words.count == 1 && Suggestion.closest(to: argument, among: ["local", "slurm"]) != nil
        if isMisspelt { return nil }
        self = .command(words)
      }
    }
  }

  @Option(name: [.customShort("j"), .long], help: "Worker processes; with slurm, tasks of the array.")
  var workers: Int?
  @Option(
    help: """
      Where workers run: local (this machine, the default), slurm, or a command that starts them, such as "ssh NODE"; the \
      study's path must be the same there.
      """)
  var launcher: Launcher?
  @Flag(help: "With slurm: print the scripts and commands, submit nothing.") var dryRun = false
  @Option(help: "Stop after this time, such as 90s, 15m, 3h or 1h30m.") var timeLimit: TimeSpan?
  @Option(help: "How often a worker may die at a fit before the fit is given up.") var maxAttempts = 3
  @Option(help: "Time without a sign of life after which another host's claim is free, such as 10m.")
  var staleAfter = TimeSpan(seconds: 600)
  @Flag(help: "Continue although the kernels differ from the study's.") var allowMixedKernels = false
  @OptionGroup var kernels: KernelOptions
  @OptionGroup var console: ConsoleOptions

  func run() async throws {
    if study == "" { throw CommandFailure.usage("--study '': must be the name of a directory") }
    if launcher == .slurm { return try await submit(options.load()) }
    if dryRun {
      throw CommandFailure.usage("--dry-run: allowed with --launcher slurm; 'crossmodal plan' shows the fits")
    }
    let workers = try self.workers ?? LocalOptions.usualWorkers()
    try LocalOptions.check(workers: workers, maxAttempts: maxAttempts)
    try await run(options.load(), workers: workers)
  }

  private func run(_ configuration: some ExperimentConfiguration, workers: Int) async throws {
    let directory = directory(configuration)
    let study = try open(configuration, at: directory)
    let meter = ProgressMeter(try study.ledger(allowsMixedKernels: allowMixedKernels))
    let line = ProgressLine(units: type(of: study.experiment).units)
    let first = try meter.update()
    var end = LocalLauncher.End.complete
    if first.done < first.total {
      var launcher = LocalLauncher(
        program: try OwnProgram.path(), workers: workers, workerArguments: workerArguments,
        timeLimit: timeLimit?.seconds)
      launcher.maxAttempts = maxAttempts
      if case .command(let words) = self.launcher { launcher.command = words }
      launcher.onInterrupt = { line.interrupted(running: $0) }
      end = try await launcher.run(study) { try line.show(meter.update()) }
    }
    line.finish(try meter.update(), directory: directory)
    if end == .complete { try StudyRemarks.say(directory) }
    try finish(end, try meter.update(), directory)
  }

  private func submit(_ configuration: some ExperimentConfiguration) async throws {
    try LocalOptions.check(workers: 1, maxAttempts: maxAttempts)
    if let workers, !(1...1_000_000).contains(workers) {
      throw CommandFailure.usage("--workers \(workers): must be from 1 to 1000000")
    }
    let directory = directory(configuration)
    let launcher = SlurmLauncher(
      program: try OwnProgram.path(), configuration: configuration, study: directory, tasks: workers,
      workerArguments: ["--stale-after", "\(staleAfter.seconds)s", "--max-attempts", "\(maxAttempts)"]
        + kernelArguments
        + (timeLimit.map { ["--time-limit", "\($0.seconds)s"] } ?? []))
    if let remark = launcher.remark { StandardError.line("! \(remark)") }
    if dryRun { return try StandardOutput.write(launcher.dryRun) }
    // Before data are copied.
    let mostTasks = try await launcher.findSlurm()
    let study = try open(configuration, at: directory)
    let progress = try ProgressMeter(study.ledger(allowsMixedKernels: allowMixedKernels)).update()
    if progress.done == progress.total {
      StandardError.line(
        "\(directory): all \(progress.total) \(type(of: study.experiment).units) have results")
      if progress.failed + progress.diverged > 0 { throw ExitCode(3) }
      return
    }
    let jobs = try await launcher.submit(below: mostTasks)
    try StandardOutput.write(lines: jobs.arrays + [jobs.report])
    StandardError.line(
      "submitted: workers \(jobs.arrays.joined(separator: ", ")), report \(jobs.report); see 'crossmodal status \(directory)'"
    )
  }

  private func directory(_ configuration: some ExperimentConfiguration) -> String {
    study ?? options.study ?? configuration.defaultStudyDirectory
  }

  // A study whose kernels are not those of this process stays as it is, wherever its workers are to run.
  private func open<Configuration: ExperimentConfiguration>(
    _ configuration: Configuration, at directory: String
  ) throws -> Study<Configuration.Planned> {
    try Study(
      configuration, at: directory, kernels: KernelChoice(path: kernels.path),
      admit: { study in
        guard !allowMixedKernels else { return }
        try study.check(KernelChoice(path: kernels.kernels ?? study.manifest.kernels.kernelPath))
      }, onProgress: { StandardError.line($0) })
  }

  private var kernelArguments: [String] {
    (allowMixedKernels ? ["--allow-mixed-kernels"] : [])
      + (kernels.kernels.map { ["--kernels", $0.rawValue] } ?? [])
  }

  private static let noEnd = 1e9

  private var workerArguments: [String] {
    // A person who interrupts once wants the fits in progress to be finished, however long that takes.
    ["--grace", "\(Self.noEnd)s", "--stale-after", "\(staleAfter.seconds)s"] + kernelArguments
  }

  private func finish(_ end: LocalLauncher.End, _ progress: StudyProgress, _ directory: String) throws {
    switch end {
    case .interrupted: throw ExitCode(130)
    case .failed(let code, let message): throw CommandFailure(code: code, message: message)
    case .stopped:
      throw CommandFailure(
        code: 75,
        message: "stopped after \(progress.done) of \(progress.total); run the same command to continue")
    case .complete:
      guard progress.done == progress.total else {
        throw CommandFailure(
          code: 75,
          message:
            "\(directory): all workers have ended, and \(progress.total - progress.done) of \(progress.total) have no "
            + "result: did the launcher start them, or has another run changed the configuration? run again to continue"
        )
      }
      if progress.failed + progress.diverged > 0 { throw ExitCode(3) }
    }
  }

}

/// What a person should know of a study's choices and maps, on standard error.
private enum StudyRemarks {
  private static let most = 12

  static func say(_ directory: String) throws { try say(OpenStudy.any(directory), directory) }

  private static func say<Opened: ReportedStudy>(_ study: Opened, _ directory: String) throws {
    let opened = study.opened
    let remarks = Opened.Kind.remarks(opened, try opened.ledger(allowsMixedKernels: true))
    for remark in remarks.prefix(most) { StandardError.line("! \(remark)") }
    if remarks.count > most {
      StandardError.line("! … and \(remarks.count - most) more, see 'crossmodal best \(directory)'")
    }
  }
}
