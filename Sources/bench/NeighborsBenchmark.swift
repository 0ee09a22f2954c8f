import ArgumentParser
import CrossModal
import Dense

/// Exact self k-NN against the half limit n² d / peak, which a symmetric search could reach.
struct NeighborsBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "neighbors",
    abstract: "Time of exact nearest neighbors of random rows, beside the half limit n²d.")

  @Option(parsing: .upToNextOption, help: "Sizes, as 9251x300.") var sizes = [
    "2866x128", "9251x300", "20000x64",
  ]
  @Option(help: "Neighbors.") var k = 10
  @Option(help: "cosine or euclidean.") var metric = "cosine"
  @Option(parsing: .upToNextOption, help: "Numbers of threads.") var threads = [1]
  @Option(help: "Repetitions, at least 7.") var repeats = 7
  @Flag(help: "Print one JSON document.") var json = false

  func run() throws {
    guard let metric = Metric(rawValue: metric) else {
      throw BenchFailure(code: 64, message: "--metric \(metric): allowed are cosine, euclidean")
    }
    guard threads.allSatisfy({ $0 >= 1 && $0 <= 256 }), k >= 1 else {
      throw BenchFailure(code: 64, message: "--threads and --k: allowed are numbers from 1")
    }
    var peak = PeakWatch()
    var timings: [Timing] = []
    for size in sizes {
      let parts = size.split(separator: "x").map { Int($0) ?? 0 }
      guard parts.count == 2, parts[0] > k, parts[1] >= 1 else {
        throw BenchFailure(
          code: 64, message: "--sizes \(size): allowed is ROWSxCOLUMNS with more rows than --k")
      }
      var stream = RandomStream(StreamKey(seed: 1).adding("neighbors"))
      let items = Matrix<Float>(rows: parts[0], columns: parts[1]) { _, _ in Float(stream.normal()) }
      try check(items, metric)
      for count in threads {
        peak.probe()
        let search = NeighborSearch(k: k, metric: metric, includesSelf: false, threads: count)
        var timing = Timing.measure(
          size, path: KernelPath.preferred.rawValue,
          operations: Double(parts[0]) * Double(parts[0]) * Double(parts[1]), repeats: max(7, repeats)
        ) { _ = search.neighbors(of: items.view) }
        timing.cores = count
        timings.append(timing)
      }
      peak.probe()
    }
    try Report(timings, peak: peak.best).print(json: json, unit: "ms")
  }

  // Some rows against all others in Double.
  private func check(_ items: Matrix<Float>, _ metric: Metric) throws {
    let table = NeighborSearch(k: k, metric: metric, includesSelf: false).neighbors(of: items.view)
    for item in [0, items.rows / 2, items.rows - 1] {
      let distances = (0..<items.rows).filter { $0 != item }.map {
        (exactDistance(items.view.row(item), items.view.row($0), metric), $0)
      }.sorted { $0 < $1 }
      guard Array(table[item]) == distances.prefix(k).map({ Int32($0.1) }) else {
        throw BenchFailure(code: 70, message: "the neighbors of row \(item + 1) are wrong")
      }
    }
  }
}
