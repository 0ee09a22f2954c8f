import ArgumentParser
import Studies

/// Validates a configuration and prints it with all defaults, or says what its data are like.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract:
      "Validate a configuration and print it with every default filled in; with --data, look at its data.",
    discussion: """
      --data reads every file that the configuration names, such as 'run' would, and makes no study: files, shapes, numbers \
      that are not finite, repeated and zero rows, names, labels, groups, folds, k and feature steps. It prints everything that \
      is wrong, one line each, and the first error decides the exit code: 65 for the content of a file, 74 \
      for a file that cannot be read.
      """)

  @OptionGroup var options: ConfigurationOptions
  @Flag(help: "Read the data and say what they are like, with everything that is wrong.") var data = false
  @Flag(help: "With --data: print one JSON document.") var json = false
  @OptionGroup var kernels: KernelOptions
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    if json, !data { throw CommandFailure.usage("--json: allowed with --data") }
    let configuration = try options.load()
    guard data else { return try StandardOutput.writeData(configuration.resolvedYAML) }
    try look(configuration)
  }

  private func look<Configuration: ExperimentConfiguration>(_ configuration: Configuration) throws {
    let report = Configuration.Planned.report(of: configuration, kernels: KernelChoice(path: kernels.path))
    let document = DataReportDocument(report)
    if json { try StandardOutput.writeJSON(document) } else { try StandardOutput.write(lines: document.text) }
    guard let first = document.errors.first else { return }
    let count = document.errors.count
    throw CommandFailure(
      code: first.code, message: first.message + (count > 1 ? " (the first of \(count) errors)" : ""))
  }
}
