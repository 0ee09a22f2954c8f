import ArgumentParser
import CrossModal
import Dense

/// Exact self k-NN against the half limit n² d / peak, which a symmetric search could reach.
struct NeighborsBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "neighbors",
    abstract: "Time of exact nearest neighbors of random rows, compared with the half limit n²d.",
    discussion:
      "The limit is that of the threads' cores together. All sizes on all paths take about a minute.")

  @Option(parsing: .upToNextOption, help: "Sizes, such as 9251x300.") var sizes = [
    "2866x128", "9251x300", "9251x2048", "20000x64",
  ]
  @Option(help: "Neighbors.") var k = 10
  @Option(help: "cosine or euclidean.") var metric = "cosine"
  @Option(parsing: .upToNextOption, help: "Numbers of threads.") var threads = [1]
  @OptionGroup var paths: NeighborPathOptions
  @Option(help: "Rows: normal, or clustered as the outputs of a layer with ReLU.") var data = Rows.normal
  @Option(help: "Repetitions, at least 7.") var repeats = 7
  @Flag(help: "Print one JSON document.") var json = false

  enum Rows: String, ExpressibleByArgument, CaseIterable { case normal, clustered }

  func run() throws {
    guard let metric = Metric(rawValue: metric) else {
      throw BenchFailure(code: 64, message: "--metric \(metric): allowed: cosine, euclidean")
    }
    guard threads.allSatisfy({ $0 >= 1 && $0 <= 256 }), k >= 1 else {
      throw BenchFailure(code: 64, message: "--threads and --k: must be at least 1")
    }
    let paths = try paths.paths()
    var peak = PeakWatch()
    var timings: [Timing] = []
    for size in sizes {
      let parts = size.split(separator: "x").map { Int($0) ?? 0 }
      guard parts.count == 2, parts[0] > k, parts[1] >= 1 else {
        throw BenchFailure(
          code: 64, message: "--sizes \(size): must be ROWSxCOLUMNS with more rows than --k")
      }
      let items = rows(parts[0], parts[1])
      for path in paths {
        var search = NeighborSearch(k: k, metric: metric, includesSelf: false)
        search.path = path
        try check(items, search)
        for count in threads {
          peak.probe()
          search.threads = count
          let timed = search
          var timing = Timing.measure(
            count == 1 ? size : "\(size) \(count) threads", path: path.rawValue,
            operations: Double(parts[0]) * Double(parts[0]) * Double(parts[1]), repeats: max(7, repeats)
          ) { _ = timed.neighbors(of: items.view) }
          timing.cores = count
          timings.append(timing)
        }
      }
      peak.probe()
    }
    try Report(timings, peak: peak.best).print(json: json, unit: "ms")
  }

  private func rows(_ count: Int, _ columns: Int) -> Matrix<Float> {
    var stream = RandomStream(StreamKey(seed: 1).adding("neighbors"))
    switch data {
    case .normal: return Matrix(rows: count, columns: columns) { _, _ in Float(stream.normal()) }
    case .clustered:
      let centers = Matrix<Float>(rows: max(1, count / 100), columns: columns) { _, _ in
        Float(stream.normal())
      }
      var center = 0
      return Matrix(rows: count, columns: columns) { _, column in
        if column == 0 { center = stream.below(centers.rows) }
        return max(0, centers[center, column] + Float(0.05 * stream.normal()))
      }
    }
  }

  // Some rows against all others in Double.
  private func check(_ items: Matrix<Float>, _ search: NeighborSearch) throws {
    let table = search.neighbors(of: items.view)
    for item in [0, items.rows / 2, items.rows - 1] {
      let distances = (0..<items.rows).filter { $0 != item }.map {
        (exactDistance(items.view.row(item), items.view.row($0), search.metric), $0)
      }.sorted { $0 < $1 }
      guard Array(table[item]) == distances.prefix(search.k).map({ Int32($0.1) }) else {
        throw BenchFailure(code: 70, message: "the neighbors of row \(item + 1) are wrong")
      }
    }
  }
}
