import ArgumentParser
import CrossModal
import Dense

/// Evaluation of held-out rows: forward through all layers and the loss, 64 rows at a time.
struct EvaluationBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Time of the held-out loss on 1,850 rows, by shape and kernel path.")

  @Option(parsing: .upToNextOption, help: "Networks, such as 2048-1024-300 or 128-256x3-64.")
  var shapes = BenchmarkShape.named(
    "2048-1024-300", "300-1024-2048", "2048-256-300", "128-512-64", "128-256x3-64")
  @Option(help: "Rows.") var rows = 1850
  @Option(help: "Repetitions, at least 7.") var repeats = 15
  @OptionGroup var paths: PathOptions
  @Flag(help: "Print one JSON document.") var json = false

  func run() throws {
    guard rows >= 1, rows <= 1_000_000 else {
      throw BenchFailure(code: 64, message: "--rows \(rows): must be from 1 to 1000000")
    }
    var readings = Readings()
    for name in shapes {
      let data = BenchmarkData(name.shape(.relu), rows: rows)
      var losses: [Double] = []
      for path in try paths.paths() {
        readings.probe()
        var times: [Double] = []
        var last = ContinuousClock.now
        // Epochs over no training rows: nothing but the held-out loss is left.
        let history = Training(
          options: TrainingOptions(epochs: max(7, repeats) + 1), data: data.pairs,
          order: BatchOrder(rows: [], key: nil), heldOutRows: (0..<rows).map(Int32.init),
          streams: StreamKey(seed: 3)
        ).run(data.network, path: path) { _, _ in
          let now = ContinuousClock.now
          times.append(last.duration(to: now).inSeconds)
          last = now
          return true
        }.history
        losses.append(history.heldOut.first ?? .nan)
        readings.append(
          Timing(
            name: name.name, path: path.rawValue,
            operations: Double(data.network.shape.forwardOperations(rows: rows)),
            seconds: Array(times.dropFirst())))
      }
      readings.probe()
      if let first = losses.first, losses.contains(where: { !(abs($0 - first) <= 1e-5 * abs(first)) }) {
        throw BenchFailure(code: 70, message: "\(name.name): the paths disagree: losses \(losses)")
      }
    }
    try readings.report.print(json: json)
  }
}
