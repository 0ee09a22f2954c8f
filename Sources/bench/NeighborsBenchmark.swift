import ArgumentParser
import CrossModal
import Dense

/// Exact self k-NN against the half limit n² d / peak, which a symmetric search could reach; of some rows among others,
/// against the whole one.
struct NeighborsBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "neighbors",
    abstract: "Time of exact nearest neighbors of rows, compared with the limit of their products in Float.",
    discussion: """
      The limit is that of the threads' cores together, and of half of all products where rows are searched in themselves. \
      All sizes on all paths take about a minute. The path automatic is reported as what it chose.
      """)

  @Option(parsing: .upToNextOption, help: "Sizes, such as 9251x300.") var sizes = [
    "2866x128", "9251x300", "9251x2048", "20000x64",
  ]
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Files of rows instead of random ones, each a result by its name.", valueName: "file"))
  var files: [String] = []
  @Option(
    help: ArgumentHelp("Search among the rows of this file, or among so many random ones.", valueName: "rows")
  )
  var among: String?
  @Option(help: "Neighbors.") var k = 10
  @Option(help: "cosine or euclidean.") var metric = "cosine"
  @Option(parsing: .upToNextOption, help: "Numbers of threads.") var threads = [1]
  @OptionGroup var paths: NeighborPathOptions
  @Option(help: "Rows: normal, or clustered as the outputs of a layer with ReLU.") var data = BenchmarkRows
    .Kind.normal
  @Option(help: "Repetitions, at least 7.") var repeats = 7
  @Flag(help: "Print one JSON document.") var json = false

  func run() throws {
    guard let metric = Metric(rawValue: metric) else {
      throw BenchFailure(code: 64, message: "--metric \(metric): allowed: cosine, euclidean")
    }
    guard threads.allSatisfy({ $0 >= 1 && $0 <= 256 }), k >= 1 else {
      throw BenchFailure(code: 64, message: "--threads and --k: must be at least 1")
    }
    let paths = try paths.paths()
    var readings = Readings()
    let sets =
      files.isEmpty
      ? try sizes.map { try BenchmarkRows(size: $0, kind: data) }
      : try files.map { try BenchmarkRows(file: $0) }
    for set in sets {
      let items = try among.map { try BenchmarkRows(among: $0, columns: set.rows.columns) }
      guard (items?.rows.rows ?? set.rows.rows - 1) >= k else {
        throw BenchFailure(code: 64, message: "\(set.name): fewer rows than --k \(k) neighbors")
      }
      let name = set.name + (items.map { " among \($0.rows.rows)" } ?? "")
      // A product of all pairs counts two operations each, one where half of them are enough.
      let pairs = Double(set.rows.rows) * Double(items.map { 2 * $0.rows.rows } ?? set.rows.rows)
      for path in paths {
        var search = NeighborSearch(k: k, metric: metric, includesSelf: false)
        search.path = path
        let chosen = try check(set.rows, items?.rows, search)
        for count in threads {
          readings.probe()
          search.threads = count
          let timed = search
          var timing = Timing.measure(
            count == 1 ? name : "\(name) \(count) threads", path: chosen.rawValue,
            operations: pairs * Double(set.rows.columns), repeats: max(7, repeats)
          ) {
            if let items {
              _ = timed.neighbors(of: set.rows, among: items.rows)
            } else {
              _ = timed.neighbors(of: set.rows)
            }
          }
          timing.cores = count
          readings.append(timing)
        }
      }
      readings.probe()
    }
    try readings.report.print(json: json, unit: "ms")
  }

  // Some rows against all others in Double; returns the path that was taken.
  private func check(_ rows: MatrixView<Float>, _ items: MatrixView<Float>?, _ search: NeighborSearch) throws
    -> NeighborPath
  {
    let result = items.map { search.result(of: rows, among: $0) } ?? search.result(of: rows)
    let others = items ?? rows
    for row in [0, rows.rows / 2, rows.rows - 1] {
      let distances = (0..<others.rows).filter { items != nil || $0 != row }.map {
        (exactDistance(rows.row(row), others.row($0), search.metric), $0)
      }.sorted { $0 < $1 }
      guard Array(result.table[row]) == distances.prefix(search.k).map({ Int32($0.1) }) else {
        throw BenchFailure(code: 70, message: "the neighbors of row \(row + 1) are wrong")
      }
    }
    return result.path
  }
}
