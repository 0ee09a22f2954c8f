import ArgumentParser
import CrossModal
import Dense

/// What two spaces share by all measures with their null, as `crossmodal compare` computes it.
struct CompareBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Time of all measures of two random spaces, with their null of random alignments.",
    discussion: """
      The spaces are compared with themselves first: every calibrated measure but cycles must be 1. Counted are the products that no \
      way around is known for: of all pairs of rows, half of each space's, and for the score and every alignment those of \
      the coordinates, of rows as they are and of unit rows. The limit is that of Double, in which most of them are.
      """)

  @Option(help: "ROWSxDIMENSIONSxDIMENSIONS of random data.") var size = "2000x128x64"
  @Option(help: "Random alignments.") var permutations = 200
  @Option(help: "Neighbors.") var k = 10
  @Option(parsing: .upToNextOption, help: "Numbers of threads.") var threads = [1]
  @Option(help: "Repetitions.") var repeats = 3
  @Flag(help: "Print one JSON document.") var json = false

  func run() throws {
    let parts = size.split(separator: "x").map { Int($0) ?? 0 }
    guard parts.count == 3, parts.allSatisfy({ (1...1_000_000).contains($0) }), parts[0] > k + 1, k >= 1
    else {
      throw BenchFailure(
        code: 64,
        message: "--size \(size): must be ROWSxDIMENSIONSxDIMENSIONS with at least two rows more than --k")
    }
    guard (0...100_000).contains(permutations), repeats >= 1,
      threads.allSatisfy({ (1...256).contains($0) })
    else {
      throw BenchFailure(
        code: 64,
        message: "--permutations must be from 0 to 100000, --repeats at least 1, --threads from 1 to 256")
    }
    var stream = RandomStream(StreamKey(seed: 1).adding("compare"))
    let spaces = [parts[1], parts[2]].map { columns in
      Matrix<Float>(rows: parts[0], columns: columns) { _, _ in Float(stream.normal()) }
    }
    try check(spaces[0])
    var readings = Readings(width: 2)
    for count in threads {
      readings.probe()
      let request = ComparisonRequest(counts: [k], permutations: permutations, threads: count)
      let seconds = try (0..<repeats).map { _ in
        try ContinuousClock().measure {
          // Made anew: a space keeps its lists and coordinates.
          let (first, second) = (compared(spaces[0], "first"), compared(spaces[1], "second"))
          _ = try SpaceComparison(first, second, request)
        }.inSeconds
      }
      readings.append(
        Timing(
          name: size + (count == 1 ? "" : " \(count) threads"), path: "automatic",
          operations: operations(parts[0], parts[1], parts[2]), seconds: seconds, cores: count))
    }
    readings.probe()
    try readings.report.print(json: json, unit: "s", scalar: "Double")
  }

  private func compared(_ rows: Matrix<Float>, _ name: String) -> ComparedSpace {
    ComparedSpace(name: name, rows: MeasuredRows(rows.view), keepsCoordinates: false)
  }

  private func check(_ rows: Matrix<Float>) throws {
    let request = ComparisonRequest(counts: [k], permutations: 0)
    let same = try SpaceComparison(compared(rows, "first"), compared(rows, "second"), request)
    // A cycle over two lists may come back to another row.
    let cycles: [ComparisonMeasure] = [.cycleFromFirst, .cycleFromSecond]
    for score in same.scores where score.measure.isCalibrated && !cycles.contains(score.measure) {
      guard let value = score.value, abs(value - 1) <= 1e-6 else {
        let found = score.value.map { "\($0)" } ?? "undefined"
        throw BenchFailure(
          code: 70, message: "\(score.measure.rawValue) of a space with itself is \(found), not 1")
      }
    }
  }

  // Products of the lists are in Float or whole numbers, and count as half of those in Double.
  private func operations(_ n: Int, _ p: Int, _ q: Int) -> Double {
    let (n, p, q) = (Double(n), Double(p), Double(q))
    let alignments = 2 * Double(permutations + 1) * 2 * n * min(n, p) * min(n, q)
    return n * n * (p + q) / 2 + alignments
  }
}
