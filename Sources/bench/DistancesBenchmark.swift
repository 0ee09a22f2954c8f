import ArgumentParser
import Dense

/// Distances between all rows of two sets, block by block as they are streamed, against 2 n m d / peak.
struct DistancesBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "distances",
    abstract: "Time of all distances between the rows of two random sets, in blocks.",
    discussion: """
      Each is right to 1e-5 of itself; preparing the rows is part of the time. The limit is that of the products alone.
      """)

  @Option(parsing: .upToNextOption, help: "Sizes, as 2000x300 for as many rows of both sets.") var sizes = [
    "2000x300", "9251x300", "4000x2048",
  ]
  @Option(parsing: .upToNextOption, help: "cosine, euclidean, correlation.") var metrics = DistanceMetric
    .allCases.map(\.rawValue)
  @Option(help: "Repetitions, at least 7.") var repeats = 7
  @Flag(help: "Print one JSON document.") var json = false

  func run() throws {
    var readings = Readings()
    for size in sizes {
      let parts = size.split(separator: "x").map { Int($0) ?? 0 }
      guard parts.count == 2, parts[0] >= 3, parts[1] >= 2, parts[0] <= 1_000_000, parts[1] <= 1_000_000
      else {
        throw BenchFailure(
          code: 64, message: "--sizes \(size): allowed is ROWSxCOLUMNS, from 3x2 to 1000000x1000000")
      }
      for name in metrics {
        guard let metric = DistanceMetric(rawValue: name) else {
          let allowed = DistanceMetric.allCases.map(\.rawValue).joined(separator: ", ")
          throw BenchFailure(code: 64, message: "--metrics \(name): allowed are \(allowed)")
        }
        readings.probe()
        readings.append(try Self.time(parts[0], parts[0], parts[1], metric, repeats: repeats))
      }
    }
    readings.probe()
    try readings.report.print(json: json, unit: "ms")
  }

  /// Times the distances from `rows` random rows to `others`, after one of them has been checked in Double.
  static func time(_ rows: Int, _ others: Int, _ columns: Int, _ metric: DistanceMetric, repeats: Int) throws
    -> Timing
  {
    let (a, b) = (random(rows, columns, 3), random(others, columns, 4))
    let expected = distance(a.view.row(1).map(Double.init), b.view.row(2).map(Double.init), metric)
    var found = Double.nan
    Distances(from: a.view, to: b.view, metric: metric).forEachBlock { first, block in
      if first == 0 { found = Double(block[1, 2]) }
    }
    guard abs(found - expected) <= 1e-5 * expected else {
      throw BenchFailure(code: 70, message: "\(metric.rawValue): a distance is \(found), not \(expected)")
    }
    return Timing.measure(
      "\(rows)x\(columns) \(metric.rawValue)", path: "openblas",
      operations: 2 * Double(rows) * Double(others) * Double(columns), repeats: max(7, repeats)
    ) { Distances(from: a.view, to: b.view, metric: metric).forEachBlock { _, _ in } }
  }

  private static func random(_ rows: Int, _ columns: Int, _ seed: UInt64) -> Matrix<Float> {
    var stream = RandomStream(StreamKey(seed: seed))
    return Matrix(rows: rows, columns: columns) { _, _ in Float(stream.uniform(-1, 1)) }
  }

  // By the formula, in Double.
  private static func distance(_ a: [Double], _ b: [Double], _ metric: DistanceMetric) -> Double {
    func centered(_ row: [Double]) -> [Double] {
      let mean = metric == .correlation ? row.reduce(0, +) / Double(row.count) : 0
      return row.map { $0 - mean }
    }
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    if metric == .euclidean {
      let differences = zip(a, b).map { $0 - $1 }
      return dot(differences, differences).squareRoot()
    }
    let (x, y) = (centered(a), centered(b))
    return 1 - dot(x, y) / (dot(x, x) * dot(y, y)).squareRoot()
  }
}
