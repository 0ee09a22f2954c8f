import ArgumentParser
import Dense
import Foundation
import Studies

/// Creates or continues a study.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a study, or continue it: what is finished is never done again.",
    discussion: """
      The study is a directory; without --study it is named after the configuration, as NAME.study. An interrupt ends \
      it after dropping the fits in progress; run the same command again to continue.
      """)

  @OptionGroup var options: ConfigurationOptions
  @Option(help: "The study's directory.") var study: String?
  @Option(help: "Worker processes.") var workers: Int?
  @Option(help: "Stop after this time, as 90s, 30m or 3h.") var timeLimit: TimeLimit?
  @Flag(help: "Continue although the kernels differ from the study's.") var allowMixedKernels = false
  @OptionGroup var kernels: KernelOptions

  func run() async throws {
    let workers = self.workers ?? ProcessInfo.processInfo.activeProcessorCount
    guard workers >= 1, workers <= 1024 else {
      throw CommandFailure.usage("--workers \(workers): allowed are 1 to 1024")
    }
    let configuration = try options.load()
    let directory = study ?? configuration.defaultStudyDirectory
    let choice = KernelChoice(path: kernels.path)
    let study = try Study(configuration, at: directory, kernels: choice)
    if !allowMixedKernels {
      try study.check(kernels.kernels == nil ? KernelChoice(path: study.manifest.kernels.kernelPath) : choice)
    }
    let meter = ProgressMeter(study, ledger: try study.ledger(allowsMixedKernels: allowMixedKernels))
    let line = ProgressLine()
    let first = try meter.update()
    var end = LocalLauncher.End.complete
    if first.done < first.total {
      let launcher = LocalLauncher(
        program: try Self.ownProgram(), workers: workers, workerArguments: workerArguments,
        timeLimit: timeLimit?.seconds)
      end = try await launcher.run(study) { try line.show(meter.update()) }
    }
    line.finish(try meter.update(), directory: directory)
    try finish(end, try meter.update(), directory)
  }

  private var workerArguments: [String] {
    (allowMixedKernels ? ["--allow-mixed-kernels"] : [])
      + (kernels.kernels.map { ["--kernels", $0.rawValue] } ?? [])
  }

  private func finish(_ end: LocalLauncher.End, _ progress: StudyProgress, _ directory: String) throws {
    switch end {
    case .interrupted: throw ExitCode(130)
    case .failed(let code, let message): throw CommandFailure(code: code, message: message)
    case .stopped:
      throw CommandFailure(
        code: 75,
        message: "stopped after \(progress.done) of \(progress.total) fits; run the same command to continue")
    case .complete:
      if progress.failed + progress.diverged > 0 { throw ExitCode(3) }
    }
  }

  /// The path of this program: workers are the same one.
  static func ownProgram() throws -> String {
    do {
      return try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    } catch {
      throw StudyError.program(
        path: CommandLine.arguments.first ?? "crossmodal", reason: "its own path is unknown")
    }
  }
}

/// A duration on the command line.
struct TimeLimit: ExpressibleByArgument {
  let seconds: Double

  init?(argument: String) {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
    guard let last = argument.last, let unit = units[last], let number = Double(argument.dropLast()),
      number > 0, number.isFinite
    else { return nil }
    seconds = number * unit
  }
}
