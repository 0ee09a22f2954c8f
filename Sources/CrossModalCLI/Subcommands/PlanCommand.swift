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

  /// The plan of `kind: ratings`.
  struct RatingsDocument: Encodable {
    var rows: Int
    var vectors: Int
    var ratings: Int
    var maps: Int

    static let fields: [DocumentField] = [
      .integer(
        "rows", "Rows of correlations: sets of vectors, plain and behind each kind of map.", unit: .rows),
      .integer("vectors", "Sets of word vectors."),
      .integer("ratings", "Sets of human ratings."),
      .integer("maps", "Untrained maps that are drawn.", unit: .maps),
    ]
  }

  func run() throws {
    switch try options.load() {
    case .study(let configuration): try show(StudyPlan(configuration))
    case .ratings(let configuration): try show(configuration)
    }
  }

  private func show(_ configuration: RatingsConfiguration) throws {
    let rows = configuration.rows
    let maps = rows.compactMap { $0.map == nil ? nil : $0 }.count * configuration.draws
    if json {
      return try StandardOutput.writeJSON(
        RatingsDocument(
          rows: rows.count, vectors: configuration.vectors.count, ratings: configuration.ratings.count,
          maps: maps))
    }
    try StandardOutput.write(
      "\(rows.count) rows of correlations with \(configuration.ratings.count) sets of ratings: "
        + "\(configuration.vectors.count) sets of vectors, plain and behind \(maps) untrained maps\n")
  }

  private func show(_ plan: StudyPlan) throws {
    if json { return try StandardOutput.write(plan.json) }
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
