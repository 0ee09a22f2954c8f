import ArgumentParser
import CrossModal
import Dense
import ForeignFiles
import Studies
import VectorFiles

/// The exact neighbor lists themselves: in one file, or of its rows among those of another.
struct NeighborsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "neighbors",
    abstract:
      "The nearest neighbors of every row of a file: in the file itself, or among the rows of another.",
    discussion: """
      Exact, ties by lower index. In one file a row is no neighbor of itself. Two files must have the same columns, as f(X) and \\
      Y, or words of two languages in one space: their neighbors are translations, or zero-shot labels.

      .npy: rows × k indices, int32 from 0. .csv and .tsv: a line for each neighbor with its name, numbers from 1.

      --csls orders by 2 cos(x, y) − r(x) − r(y), r the mean cosine to so many nearest rows of the other side: rows that are \\
      near to everything are held back. Its distance is the negative of that.
      """)

  @Argument(
    help: "Vectors, one item a row: .npy, .npz:key, .csv, .tsv, .mat:name, .h5:name.", completion: .file())
  var first: String
  @Argument(
    help: "Vectors of the same dimension, among which neighbors are searched; without it, the first file.")
  var second: String?
  @Option(
    name: .shortAndLong, help: "The .npy, .csv or .tsv file to write; - is standard output, as CSV.",
    completion: .file()) var output: String
  @Option(name: [.customShort("k"), .customLong("k")], help: "Neighbors of each row.") var k = 10
  @Option(help: "cosine or euclidean (default: cosine).") var metric: Choice?
  @Option(
    help: ArgumentHelp(
      "The order of CSLS, with the mean cosine to so many rows, such as 10.", valueName: "rows"))
  var csls: Int?
  @Option(
    help: ArgumentHelp("Write their distances too, rows × k float64.", valueName: "file.npy"),
    completion: .file())
  var distances: String?
  @Option(
    help: ArgumentHelp(
      "Names of the rows that neighbors are searched among, one a line; without, those in their own file.",
      valueName: "file"), completion: .file())
  var names: String?
  @Option(name: [.customShort("j"), .long], help: "Threads that share the search.") var threads = 1
  @Option(
    help: ArgumentHelp(
      "How products that preselect are computed; the lists do not depend on it: "
        + "\(NeighborPath.allCases.map(\.rawValue).joined(separator: ", ")) (default: automatic, from the data).",
      valueName: "path"))
  var path: NeighborPath = .automatic
  @OptionGroup var tables: TableReadingOptions

  enum Choice: String, ExpressibleByArgument, CaseIterable {
    case cosine, euclidean
    var metric: Metric { self == .cosine ? .cosine : .euclidean }
  }

  /// The columns of `neighbors -o FILE.csv`.
  static let columns: [DocumentField] = [
    .integer("row", "Number of the row, from 1."),
    .text("name", "Its name; empty where it has none."),
    .integer("rank", "1 for the nearest neighbor."),
    .integer("neighbor", "Number of the neighbor, from 1, in the second file where there are two."),
    .text("neighbor name", "Its name; empty where it has none."),
    .number(
      "distance",
      "1 − cosine, the Euclidean distance, or with `--csls` the negative of CSLS; smaller is nearer."),
  ]
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try OutputPaths.check([output, distances], inputs: [first, second, names])
    try checkOptions()
    let count = second == nil ? 1 : 2
    let a = try tables.read(first, 0, of: count)
    let b = try second.map { try tables.read($0, 1, of: count) }
    if let b, b.features.columns != a.features.columns {
      throw CommandFailure.data(
        "\(b.path): \(b.features.columns) columns, but \(first) has \(a.features.columns); they must be the same"
      )
    }
    try check(rows: a.features.rows, among: b?.features.rows)
    let items = b ?? a
    let given = try names.map { try LabelsFile.names($0, items: items.features.rows) }
    let (rows, others) = (MeasuredRows(a), b.map { MeasuredRows($0) })
    StandardError.notes(rows.notes, of: first)
    if let others, second != first { StandardError.notes(others.notes, of: second) }
    let line = SearchProgressLine()
    let lists =
      if let csls {
        NeighborLists(csls: rows, among: others, k: k, nearest: csls, threads: threads, progress: line.show)
      } else {
        NeighborLists(
          of: rows, among: others, k: k, metric: (metric ?? .cosine).metric, threads: threads, path: path,
          progress: line.show)
      }
    line.finish()
    if output.hasSuffix(".npy") {
      try NPYFile.write(lists.table.indices, shape: [rows.rows, k], to: output)
      if let names { StandardError.line("\(names): .npy has no place for names; -o FILE.csv writes them") }
    } else {
      try write(lists, names: b == nil ? given ?? a.names : a.names, of: given ?? items.names)
    }
    if let distances { try NPYFile.write(lists.distances, to: distances) }
    StandardError.line(
      "\(output): \(rows.rows) × \(k) neighbors by \(csls == nil ? (metric ?? .cosine).rawValue : "csls")"
        + (lists.tiedRows > 0 ? ", \(lists.tiedRows) rows tied at k = \(k): ties go to the lower row" : ""))
  }

  private func write(_ lists: NeighborLists, names: [String]?, of others: [String]?) throws {
    let records = (0..<lists.table.items).lazy.flatMap { row in
      lists.table[row].enumerated().map { place, neighbor in
        [
          "\(row + 1)", names?[row] ?? "", "\(place + 1)", "\(neighbor + 1)", others?[Int(neighbor)] ?? "",
          "\(lists.distances[row, place])",
        ]
      }
    }
    try CSVFile.write([[Self.columns.map(\.key)], Array(records)].joined(), to: output)
  }

  private func checkOptions() throws {
    func check(_ holds: Bool, _ message: String) throws {
      if !holds { throw CommandFailure.usage(message) }
    }
    try check(
      [".npy", ".csv", ".tsv"].contains { output.hasSuffix($0) },
      "-o \(output): must end in .npy, .csv or .tsv")
    if let distances {
      try check(distances.hasSuffix(".npy"), "--distances \(distances): must end in .npy")
    }
    try check((1...Int(Int32.max)).contains(k), "-k \(k): must be a whole number, at least 1")
    try check((1...1024).contains(threads), "--threads \(threads): must be from 1 to 1024")
    if !path.isAvailable {
      let here = NeighborPath.allCases.filter(\.isAvailable).map(\.rawValue).joined(separator: ", ")
      throw CommandFailure(code: 69, message: "--path \(path.rawValue): this processor has \(here)")
    }
    if let csls {
      try check(path == .automatic, "--path \(path.rawValue): --csls chooses its products itself")
      try check(csls >= 1, "--csls \(csls): must be at least 1")
      try check(metric != .euclidean, "--csls: needs cosines; --metric euclidean does not go with it")
    }
  }

  // Refuses more neighbors than there are.
  private func check(rows: Int, among items: Int?) throws {
    let most = items ?? rows - 1
    guard k <= most else {
      throw CommandFailure.data(
        "-k \(k): \(second ?? first) has \(items ?? rows) rows; must be from 1 to \(most)"
          + (items == nil ? ", as a row is no neighbor of itself" : ""))
    }
    let fewest = min(most, items == nil ? most : rows)
    if let csls, csls > fewest {
      throw CommandFailure.data(
        "--csls \(csls): the smaller set has \(fewest) rows; must be from 1 to \(fewest)")
    }
  }
}
