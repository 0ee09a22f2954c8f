import ArgumentParser
import CrossModal
import Dense
import Studies

/// mNNO of two row-aligned files.
struct OverlapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overlap",
    abstract: "Mean nearest-neighbor overlap of two row-aligned files of vectors.",
    discussion: """
      Neighbors are exact; ties go to the lower row. By default an item counts as its own neighbor, as in the paper; \
      --exclude-self gives the mutual k-NN of today. The chance level is that of unrelated sets.
      """)

  enum MetricChoice: String, ExpressibleByArgument, CaseIterable {
    case cosine, euclidean, both
    var metrics: [Metric] {
      switch self {
      case .cosine: [.cosine]
      case .euclidean: [.euclidean]
      case .both: [.cosine, .euclidean]
      }
    }
  }

  @Argument(help: "Vectors, one item a row: .npy, .npz:key, .csv, .tsv, .mat:name, .h5:name.") var first:
    String
  @Argument(help: "Vectors of the same items in the same order.") var second: String
  @Option(help: "Numbers of neighbors, as 10 or 1,5,10.") var k = "10"
  @Option(help: "cosine, euclidean or both.") var metric = MetricChoice.cosine
  @Flag(help: "Do not count an item as its own neighbor.") var excludeSelf = false
  @Option(help: "Threads that share the search.") var threads = 1
  @Flag(help: "Print one JSON document.") var json = false

  struct Overlaps: Encodable {
    var cosine: Double?
    var euclidean: Double?
  }

  struct Point: Encodable {
    var k: Int
    var chance: Double
    var cosine: Double?
    var euclidean: Double?
  }

  struct Document: Encodable {
    var k: Int
    var items: Int
    var includesSelf: Bool
    var chance: Double
    var overlap: Overlaps
    var curve: [Point]?
  }

  func run() throws {
    let neighborCounts = try parsedCounts()
    guard threads >= 1, threads <= 1024 else {
      throw CommandFailure.usage("--threads \(threads): allowed are 1 to 1024")
    }
    let (a, b) = (try FeatureFile.read(first), try FeatureFile.read(second))
    guard a.features.rows == b.features.rows else {
      throw CommandFailure.data(
        "\(second): \(b.features.rows) rows, but \(first) has \(a.features.rows); row i must be the same item in both"
      )
    }
    let items = a.features.rows
    let most = items - (excludeSelf ? 1 : 0)
    for count in neighborCounts where count >= items || count > most {
      throw CommandFailure.data("--k \(count): the files have \(items) items; k must be smaller")
    }
    let curve = neighborCounts.map { count -> Point in
      func overlap(_ metric: Metric) -> Double? {
        guard self.metric.metrics.contains(metric) else { return nil }
        let search = NeighborSearch(k: count, metric: metric, includesSelf: !excludeSelf, threads: threads)
        return NeighborOverlap(search.neighbors(of: a.features), search.neighbors(of: b.features)).mean
      }
      return Point(
        k: count, chance: NeighborOverlap.chance(k: count, items: items, includesSelf: !excludeSelf),
        cosine: overlap(.cosine), euclidean: overlap(.euclidean))
    }
    try write(curve, items: items)
  }

  private func write(_ curve: [Point], items: Int) throws {
    guard let head = curve.first else { return }
    if json {
      try StandardOutput.writeJSON(
        Document(
          k: head.k, items: items, includesSelf: !excludeSelf, chance: head.chance,
          overlap: Overlaps(cosine: head.cosine, euclidean: head.euclidean),
          curve: curve.count > 1 ? curve : nil))
      return
    }
    let metrics = metric.metrics
    var lines = ["     k  " + metrics.map { $0.rawValue.leftPadded(10) }.joined() + "    chance"]
    for point in curve {
      let values = metrics.map { $0 == .cosine ? point.cosine : point.euclidean }
      lines.append(
        "\(point.k)".leftPadded(6) + "  " + values.map { ($0?.fixed(4) ?? "").leftPadded(10) }.joined()
          + point.chance.fixed(4).leftPadded(10))
    }
    lines.append("\(items) items, self \(excludeSelf ? "excluded" : "included")")
    try StandardOutput.write(lines.joined(separator: "\n") + "\n")
  }

  private func parsedCounts() throws -> [Int] {
    let parts = k.split(separator: ",", omittingEmptySubsequences: false)
    return try parts.map { part in
      guard let count = Int(part), count >= 1 else {
        throw CommandFailure.usage(
          "--k \(k): '\(part)' is not a number of neighbors; allowed are whole numbers from 1")
      }
      return count
    }
  }
}
