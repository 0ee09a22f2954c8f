import ArgumentParser
import Dense
import Foundation
import Reports
import Studies

/// Every cell with its number of settings and fits; runs nothing.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Every cell with its number of settings and fits, and the exact total.",
    discussion: """
      Works without the data files. Search fits are settings × folds; final fits come on top.

      --estimate says what the study would take: it reads the data into a temporary folder, which is removed again, trains \
      the cheapest and the costliest setting of each kind of cell for a few epochs, and adds up. It is only as good as \
      the machine is quiet, and does not count on races and patience, which train less.
      """)

  @OptionGroup var options: ConfigurationOptions
  @Flag(help: "Print one JSON document.") var json = false
  @Flag(help: "Also the settings of each cell, those of a random search among them.") var settings = false
  @Flag(help: "Measure a few steps, and estimate time, memory and disk.") var estimate = false
  @Option(
    name: [.customShort("j"), .long],
    help: "With --estimate: worker processes; by default the processors there are.") var workers: Int?
  @OptionGroup var kernels: KernelOptions
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    if !estimate, workers != nil || kernels.kernels != nil {
      throw CommandFailure.usage("--workers and --kernels: allowed with --estimate")
    }
    let workers = self.workers ?? AvailableProcessors.current.count
    guard (1...1_000_000).contains(workers) else {
      throw CommandFailure.usage("--workers \(workers): must be from 1 to 1000000")
    }
    guard let configuration = try options.load() as? any ReportedConfiguration else { return }
    try show(configuration, workers: workers)
  }

  private func show<Configuration: ReportedConfiguration>(_ configuration: Configuration, workers: Int) throws
  {
    if settings, !Configuration.Planned.hasSettings {
      throw CommandFailure.usage(
        "--settings: a study of kind \(Configuration.Planned.kind) chooses among none")
    }
    let plan = Configuration.Planned.plan(configuration, withSettings: settings)
    let directory = options.study ?? configuration.defaultStudyDirectory
    guard estimate else {
      guard json else { return try StandardOutput.write(plan.text) }
      return try write(plan.json, directory, nil)
    }
    let folder = FileManager.default.temporaryDirectory.path + "/crossmodal-estimate-\(UUID().uuidString)"
    let estimate = try Estimator<Configuration.Planned>(
      configuration, kernels: KernelChoice(path: kernels.path), workers: workers
    ).estimate(in: folder)
    guard json else {
      return try StandardOutput.write(plan.text + estimate.text.joined(separator: "\n") + "\n")
    }
    try write(plan.json, directory, estimate)
  }

  /// The fields of the document, with those of the kind of study.
  static func fields(_ own: [DocumentField]) -> [DocumentField] {
    [.text("directory", "Where `run` puts the study if it is not told another directory.")] + own
  }

  // The plan is one object: what is of every kind of study are its first keys.
  private func write(_ plan: String, _ directory: String, _ estimate: WorkEstimate?) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var members = ["\"directory\": " + String(decoding: try encoder.encode(directory), as: UTF8.self)]
    if let estimate {
      members.append("\"estimate\": " + String(decoding: try encoder.encode(estimate), as: UTF8.self))
    }
    try StandardOutput.writeData("{" + members.joined(separator: ", ") + ", " + plan.dropFirst())
  }
}
