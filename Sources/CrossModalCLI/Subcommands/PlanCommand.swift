import ArgumentParser
import Reports
import Studies

/// Every cell with its number of settings and fits; runs nothing.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Every cell with its number of settings and fits, and the exact total.",
    discussion: "Works without the data files. Search fits are settings × folds; final fits come on top.")

  @OptionGroup var options: ConfigurationOptions
  @Flag(help: "Print one JSON document.") var json = false

  func run() throws {
    guard let configuration = try options.load() as? any ReportedConfiguration else { return }
    try show(configuration)
  }

  private func show<Configuration: ReportedConfiguration>(_ configuration: Configuration) throws {
    let plan = Configuration.Planned.plan(configuration)
    if json { try StandardOutput.writeData(plan.json) } else { try StandardOutput.write(plan.text) }
  }
}
