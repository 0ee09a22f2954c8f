import ArgumentParser
import CrossModal
import Dense
import Documents
import ForeignFiles
import Foundation
import Messages
import Reports
import Studies
import VectorFiles

/// What two or more spaces of the same items share, with what it is worth.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract:
      "What two or more row-aligned spaces share: neighborhoods, geometry, hubs, each with its null.",
    discussion: """
      Scores of unrelated spaces are not 0 for most measures, and grow with the width of the spaces: so each is shown next to \
      those of random alignments of the same rows, with p and a calibrated score, 0 for unrelated spaces and 1 for equal \
      ones. Neighbors are exact and without the item itself (except for mnno); ties go to the lower row and are counted. \
      --explain NAME says what a measure is, --explain all what each of them is.

      Several files are compared pair by pair; an array of items × layers × dimensions gives a space for every layer.
      """)

  @Argument(
    help: "Vectors of the same items in the same order, two files or more, or layers of one array.",
    completion: .file())
  var files: [String] = []
  @Option(
    name: [.customShort("k"), .long],
    help: "Numbers of neighbors, such as 10, 1% of the items, or 5,10,2%; repeatable.")
  var k: [String] = []
  @Option(help: "cosine or euclidean: which rows are neighbors.") var metric = Metric.cosine
  @Option(help: ArgumentHelp("Only these measures.", valueName: "name,…")) var measures: String?
  @Option(help: "Random alignments for the null; 0 for none.") var permutations = 200
  @Option(help: "Seed of the permutations.") var seed: UInt64 = 1
  @Option(name: [.customShort("j"), .long], help: "Threads that share the work; default: all cores.")
  var threads: Int?
  @Option(help: ArgumentHelp("Say what a measure is, and nothing else.", valueName: "name")) var explain:
    String?
  @Flag(
    help: "Also the overlap over the number of items, at fixed numbers and shares of neighbors; two spaces.")
  var surface = false
  @Option(
    help: ArgumentHelp(
      "Also so many items that agree most and least, with their neighbors; two spaces.", valueName: "items"))
  var top: Int?
  @Option(help: ArgumentHelp("Names of the items, one a line, where the files have none.", valueName: "file"))
  var names: String?
  @Option(
    help: ArgumentHelp(
      "Pictures of the items for the page: files named by item or by row from 1.", valueName: "directory"))
  var pictures: String?
  @Option(name: .shortAndLong, help: ArgumentHelp("Write the comparison as a page.", valueName: "page.html"))
  var output: String?
  @OptionGroup var alignment: AlignmentOptions
  @Flag(help: "Print one JSON document.") var json = false
  @OptionGroup var console: ConsoleOptions

  func run() async throws {
    if let explain { return try StandardOutput.write(MeasureExplanations.text(explain)) }
    try checkOptions()
    // One that does not answer is found before hours of work.
    if output != nil { _ = try await Gnuplot.version() }
    let tables = try alignment.readSpaces(files)
    guard tables.count > 1 else {
      throw CommandFailure.usage(
        "\(files.joined(separator: " ")): one space; give two or more files, or an array of several layers"
      )
    }
    if tables.count > 2, surface || top != nil || pictures != nil {
      throw CommandFailure.usage(
        "--surface, --top and --pictures: of two spaces; these are \(tables.count)")
    }
    let items = tables[0].table.features.rows
    guard items > 1 else { throw CommandFailure.data("\(files[0]): \(items) item; a comparison needs 2") }
    let spaces = tables.map {
      ComparedSpace(
        name: $0.name, rows: MeasuredRows($0.table), keepsCoordinates: tables.count > 2)
    }
    for (space, table) in zip(spaces, tables) { StandardError.notes(space.rows.notes, of: table.name) }
    let counts = try NeighborCounts.neighbors(
      NeighborCounts.parseCounts(k.isEmpty ? ["10"] : k), of: items)
    let request = ComparisonRequest(
      measures: try chosenMeasures(of: spaces.count), counts: counts, metric: metric,
      permutations: permutations, key: StreamKey(seed: seed).adding("compare"),
      threads: threads ?? AvailableProcessors.current.count)
    let line = SearchProgressLine("comparing")
    let compared = try ComparedPairs(
      spaces, sources: tables.map(\.source), request, progress: line.show)
    line.finish()
    let itemNames = try names(of: tables, items: items)
    let found = surface(of: spaces, request)
    let agreement = agreement(of: spaces, request)
    let document = CompareDocument(compared, spaces: spaces, request: request, surface: found)
    if let output {
      var page = page(compared, spaces, document)
      let pictures = try await ComparisonPictures(compared, names: spaces.map(\.name), surface: found)
      page.figures = pictures.figures
      page.surface =
        (found.map { OverlapSurfaceText($0).sentences } ?? []) + [pictures.hint].compactMap { $0 }
      page.itemsHTML = try agreement.map { agreement in
        let shown = try self.pictures.map { try ItemPictures(directory: $0, names: itemNames, items: items) }
        if let shown, let directory = self.pictures, let first = shown.broken.first {
          StandardError.line(
            "\(directory): \(shown.broken.count) files are not pictures, as \(first); left out")
        }
        return AgreeingItems(
          agreement, count: top ?? 10, items: ShownItems(names: itemNames, pictures: shown)
        ).html
      }
      try page.write(to: output)
    }
    if json { return try StandardOutput.writeJSON(document) }
    var text = CompareText(compared, spaces: spaces, request: request).text
    if surface, let found {
      let words = OverlapSurfaceText(found)
      let sentences = words.sentences.flatMap { $0.wrapped(width: 78) + [""] }
      text += "\n" + words.table + "\n" + sentences.joined(separator: "\n")
    }
    if let top, let agreement {
      text += "\n" + AgreeingItems(agreement, count: top, items: ShownItems(names: itemNames)).text
    }
    try StandardOutput.write(text)
  }

  private func names(of tables: [SpaceTable], items: Int) throws -> [String]? {
    guard let names else { return tables.compactMap(\.table.names).first }
    return try LabelsFile.names(names, items: items)
  }

  // The page has it in any case.
  private func surface(of spaces: [ComparedSpace], _ request: ComparisonRequest) -> OverlapSurface? {
    guard spaces.count == 2, surface || output != nil && spaces[0].items >= 2 * OverlapSurface.fewestItems
    else { return nil }
    let line = SearchProgressLine("comparing subsets")
    defer { line.finish() }
    return OverlapSurface(
      first: spaces[0].rows, second: spaces[1].rows, metric: metric, key: request.key.adding("surface"),
      threads: request.threads, progress: line.show)
  }

  private func agreement(of spaces: [ComparedSpace], _ request: ComparisonRequest) -> ItemAgreement? {
    guard spaces.count == 2, top != nil || output != nil else { return nil }
    let length = request.listLength(items: spaces[0].items)
    let tables = spaces.map {
      $0.lists(metric, length: length, threads: request.threads).table.nearest(request.counts[0])
    }
    return ItemAgreement(tables[0], tables[1])
  }

  private func page(_ compared: ComparedPairs, _ spaces: [ComparedSpace], _ document: CompareDocument)
    -> ComparisonReport
  {
    var report = ComparisonReport(
      compared,
      spaces: zip(spaces, document.spaces).map {
        .init(name: $0.name, dimensions: $0.dimensions, facts: $0.facts, tiedRows: $1.tiedRows)
      }, items: document.items, metric: metric, permutations: permutations, k: document.k)
    report.command = ShellText.command(["crossmodal"] + CommandLine.arguments.dropFirst())
    report.program = ProgramVersion.text
    report.footer = "Made by \(report.program) on \(Date.now.formatted(.iso8601))."
    return report
  }

  private func checkOptions() throws {
    try OutputPaths.check([output], inputs: files + [alignment.words, names])
    guard !files.isEmpty else {
      throw CommandFailure.usage("two files of vectors are needed (see crossmodal compare --help)")
    }
    if let threads, !(1...1024).contains(threads) {
      throw CommandFailure.usage("--threads \(threads): must be from 1 to 1024")
    }
    guard (0...1_000_000).contains(permutations) else {
      throw CommandFailure.usage("--permutations \(permutations): must be from 0 to 1000000")
    }
    if let top, top < 1 { throw CommandFailure.usage("--top \(top): must be at least 1") }
    if json, output == nil, top != nil || names != nil {
      throw CommandFailure.usage(
        "--top, --names: they are in the text and on the page, not in the JSON document")
    }
    if names != nil, alignment.align == .names {
      throw CommandFailure.usage(
        "--names: rows that are joined by name bring their names; allowed without --align names")
    }
    if pictures != nil, output == nil {
      throw CommandFailure.usage("--pictures: they are shown on the page; name it with -o")
    }
    _ = try NeighborCounts.parseCounts(k)
    _ = try chosenMeasures(of: 2)
  }

  private func chosenMeasures(of spaces: Int) throws -> [ComparisonMeasure] {
    if let measures {
      var chosen: [ComparisonMeasure] = []
      for name in measures.split(separator: ",", omittingEmptySubsequences: false) {
        let measure = try Self.measure(name.trimmingCharacters(in: .whitespaces))
        if !chosen.contains(measure) { chosen.append(measure) }
      }
      return chosen
    }
    let usual = ComparisonMeasure.usual(spaces: spaces)
    guard spaces > 2 else { return usual }
    StandardError.notes(
      [
        "\(spaces) spaces: \(usual.map(\.rawValue).joined(separator: ", ")) are measured; --measures names others"
      ], of: nil)
    return usual
  }

  private static func measure(_ name: String) throws -> ComparisonMeasure {
    if let measure = ComparisonMeasure(rawValue: name) { return measure }
    let names = ComparisonMeasure.allCases.map(\.rawValue)
    throw CommandFailure.usage(
      "--measures \(name): no such measure\(Suggestion.hint(name, among: names)); allowed: "
        + names.joined(separator: ", "))
  }
}
