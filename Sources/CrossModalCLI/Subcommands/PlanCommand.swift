import ArgumentParser
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
    let plan = StudyPlan(try options.load())
    if json { return try StandardOutput.write(plan.json + "\n") }
    var lines = ["settings    fits  cell"]
    for entry in plan.cells {
      lines.append(
        "\(entry.settings.count)".leftPadded(8) + "\(entry.fits)".leftPadded(8) + "  \(entry.cell.id)")
    }
    lines.append(
      "\(plan.settings)".leftPadded(8) + "\(plan.fits)".leftPadded(8) + "  in \(plan.cells.count) cells")
    lines.append("and \(plan.finalFits) final fits")
    try StandardOutput.write(lines.joined(separator: "\n") + "\n")
  }
}
