import ArgumentParser
import Reports
import Studies

/// The study as an SQLite database.
struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Build index.sqlite in the study's directory, if it is missing or stale, and query it.",
    discussion: """
      Views: cells, settings, fits, best; of ratings, the table rows; see docs/RESULTS.md. It is derived from the journals and may be deleted.
      Example: crossmodal index STUDY --query "SELECT cell_name, loss FROM best ORDER BY loss"
      """)

  @Argument(help: "The study's directory.", completion: .directory) var study: String
  @Option(help: ArgumentHelp("An SQL query; its answer is printed as CSV.", valueName: "sql")) var query:
    String?
  @Flag(help: "With --query: print one JSON document.") var json = false
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write, for a study that you may not write to; default: index.sqlite in the study's directory.",
      valueName: "file"), completion: .file())
  var output: String?
  @Flag(help: "Build it in any case.") var rebuild = false
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    if json, query == nil { throw CommandFailure.usage("--json: allowed with --query") }
    try OutputPaths.check([output], inputs: [])
    try show(OpenStudy.any(study))
  }

  private func show<Opened: ReportedStudy>(_ study: Opened) throws {
    let index = StudyIndex(study.opened, at: output, content: Opened.Kind.index)
    try index.refresh(force: rebuild)
    guard let query else { return try StandardOutput.write(lines: [index.path]) }
    let (columns, rows) = try index.query(query)
    if json { return try StandardOutput.writeJSON(Document(columns: columns, rows: rows)) }
    let lines = [columns.map(Optional.some)] + rows.map { $0.map(\.text) }
    try StandardOutput.writeData(
      lines.map { $0.map { Self.quoted($0 ?? "") }.joined(separator: ",") + "\n" }.joined())
  }

  /// The answer to a query.
  struct Document: Encodable {
    let columns: [String]
    let rows: [[IndexValue]]
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
