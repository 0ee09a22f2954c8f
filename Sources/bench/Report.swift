import Dense
import Foundation

/// What a benchmark prints: the machine, the peak of this run, and one line for each thing that was timed.
struct Report: Encodable {
  /// One thing that was timed.
  struct Result: Encodable {
    /// What, such as 2048-1024-300.
    var name: String
    /// Which kernels: openblas or fused.
    var path: String
    /// Best time of one repetition, in seconds.
    var seconds: Double
    /// Median time.
    var median: Double
    /// 10⁹ floating-point operations per second at the best time.
    var gflops: Double
    /// ``gflops`` over the limit of the cores used.
    var fraction: Double
    /// Number of repetitions.
    var repeats: Int
    /// Threads or processes that shared the work.
    var cores: Int

    /// What a timing comes to beside a peak of one core.
    init(_ timing: Timing, peak: Double) {
      (name, path, cores) = (timing.name, timing.path, timing.cores)
      (seconds, median, repeats) = (timing.best, timing.median, timing.seconds.count)
      gflops = timing.operations / timing.best / 1e9
      fraction = gflops / (peak * Double(timing.cores))
    }
  }

  /// Version of the document, as in all documents of this package.
  var version = 1
  var processor = Report.processorName
  var openblas = BLASLibrary.version
  var kernel = BLASLibrary.kernel
  var threads = BLASLibrary.threads
  var peakGFLOPS: Double
  var results: [Result]

  /// Prints the report as a table or as one JSON document; `scalar` names the numbers that the peak is of.
  func print(json: Bool, unit: String = "µs", scalar: String = "Float") throws {
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return Swift.print(String(decoding: try encoder.encode(self), as: UTF8.self))
    }
    Swift.print("\(processor); OpenBLAS \(openblas) \(kernel), \(threads) BLAS thread")
    Swift.print("peak of a core \(Report.number(peakGFLOPS, 1)) GFLOPS (fused multiply-add, \(scalar))")
    if results.isEmpty { return }
    let scale = unit == "µs" ? 1e6 : unit == "ms" ? 1e3 : 1
    Swift.print(
      "\(pad("name", 24, left: true))\(pad("path", 10))\(pad(unit, 11))\(pad("median", 11))"
        + "\(pad("GFLOPS", 9))\(pad("of limit", 10))")
    for result in results {
      Swift.print(
        pad(result.name, 24, left: true) + pad(result.path, 10)
          + pad(Report.number(result.seconds * scale, 1), 11)
          + pad(Report.number(result.median * scale, 1), 11) + pad(Report.number(result.gflops, 1), 9)
          + pad(Report.number(result.fraction, 3), 10))
    }
  }

  /// A line for people while it goes on.
  static func say(_ text: String) { FileHandle.standardError.write(Data("bench: \(text)\n".utf8)) }

  private func pad(_ text: String, _ width: Int, left: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return left ? text + blanks : blanks + text
  }

  /// A number with this many digits after the point.
  static func number(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", locale: Locale(identifier: "en_US_POSIX"), value)
  }

  private static var processorName: String {
    let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
    let line = lines.first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":", maxSplits: 1).last.map { $0.drop { $0 == " " } }
    return "\(name ?? "unknown processor"), \(AvailableProcessors.current.count) cores"
  }
}

/// Repeated times of one thing.
struct Timing {
  var name: String
  var path: String
  /// Floating-point operations of one repetition.
  var operations: Double
  /// Seconds of each repetition.
  var seconds: [Double]
  /// Cores that shared the work.
  var cores = 1

  var best: Double { seconds.min() ?? .infinity }
  var median: Double {
    let sorted = seconds.sorted()
    return sorted.isEmpty ? .infinity : sorted[sorted.count / 2]
  }

  /// What the repetitions say of the core: nil where at least half of them are within a tenth of the best.
  var disturbance: String? {
    guard seconds.count > 2, median > 1.1 * best else { return nil }
    let percent = Int((100 * (median / best - 1)).rounded())
    return "\(name) \(path): the median is \(percent) % above the best; something else used the core"
  }

  /// Times a body `repeats` times after one run to warm up; each repetition runs it `inner` times.
  static func measure(
    _ name: String, path: String, operations: Double, repeats: Int, inner: Int = 1, _ body: () -> Void
  ) -> Timing {
    body()
    let clock = ContinuousClock()
    let seconds = (0..<repeats).map { _ in
      clock.measure { for _ in 0..<inner { body() } }.inSeconds / Double(inner)
    }
    return Timing(name: name, path: path, operations: operations, seconds: seconds)
  }
}

extension Duration {
  /// The duration in seconds.
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
