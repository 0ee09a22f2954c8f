import ArgumentParser
import CrossModal
import Dense
import Foundation

/// GEMM throughput over sizes and orientations.
struct GEMMBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gemm",
    abstract: "Throughput of sgemm over sizes and orientations, and of the distance matrices made with it.",
    discussion: "Names are m-n-k with NN, NT, TN or TT for which factor is transposed. --plot needs gnuplot.")

  @Option(parsing: .upToNextOption, help: "Orders of square products.")
  var sizes = [64, 128, 256, 512, 1024, 2048]
  @Option(help: "Repetitions, at least 7.") var repeats = 9
  @Option(help: "Write the throughput as a picture, .svg.") var plot: String?
  @Flag(help: "Print one JSON document.") var json = false

  private struct Product {
    let m, n, k: Int
    let transposesFirst, transposesSecond: Bool
    var name: String {
      "\(m)-\(n)-\(k) \(transposesFirst ? "T" : "N")\(transposesSecond ? "T" : "N")"
    }
  }

  func run() throws {
    guard sizes.allSatisfy({ $0 >= 1 && $0 <= 16384 }) else {
      throw BenchFailure(code: 64, message: "--sizes: must be from 1 to 16384")
    }
    // Beside square products those of a training step at batch 64: forward, backward, weight gradient.
    let training = [(64, 1024, 2048), (64, 2048, 1024), (1024, 2048, 64), (64, 64, 128)].map {
      Product(m: $0.0, n: $0.1, k: $0.2, transposesFirst: false, transposesSecond: false)
    }
    let square = sizes.flatMap { size in
      [(false, false), (false, true), (true, false), (true, true)].map {
        Product(m: size, n: size, k: size, transposesFirst: $0.0, transposesSecond: $0.1)
      }
    }
    var readings = Readings()
    for item in square + training {
      readings.probe()
      readings.append(try time(item))
    }
    for metric in [DistanceMetric.cosine, .euclidean] {
      readings.probe()
      readings.append(try DistancesBenchmark.time(2000, 2000, 300, metric, repeats: repeats))
    }
    readings.probe()
    let report = readings.report
    try report.print(json: json)
    if let plot { try GEMMPlot(report, sizes: sizes).write(to: plot) }
  }

  private func random(_ rows: Int, _ columns: Int, _ seed: UInt64) -> Matrix<Float> {
    var stream = RandomStream(StreamKey(seed: seed))
    return Matrix(rows: rows, columns: columns) { _, _ in Float(stream.uniform(-1, 1)) }
  }

  private func time(_ item: Product) throws -> Timing {
    let a = item.transposesFirst ? random(item.k, item.m, 1) : random(item.m, item.k, 1)
    let b = item.transposesSecond ? random(item.n, item.k, 2) : random(item.k, item.n, 2)
    let result = product(
      a.view, b.view, transposingFirst: item.transposesFirst, transposingSecond: item.transposesSecond)
    // A corner and the middle, against Double.
    for (row, column) in [(0, 0), (item.m / 2, item.n / 2), (item.m - 1, item.n - 1)] {
      var sum = 0.0
      for place in 0..<item.k {
        let x = item.transposesFirst ? a[place, row] : a[row, place]
        let y = item.transposesSecond ? b[column, place] : b[place, column]
        sum += Double(x) * Double(y)
      }
      guard abs(sum - Double(result[row, column])) <= 1e-5 * Double(item.k) else {
        throw BenchFailure(code: 70, message: "\(item.name): element (\(row), \(column)) is wrong")
      }
    }
    let operations = 2 * Double(item.m) * Double(item.n) * Double(item.k)
    var out = Matrix<Float>(rows: item.m, columns: item.n)
    // A repetition of about 2 ms, so that the clock's grain does not matter.
    let inner = max(1, Int(4e8 / operations))
    return out.withMutableElements { elements in
      guard let base = elements.baseAddress else {
        return Timing(name: item.name, path: "openblas", operations: operations, seconds: [])
      }
      return Timing.measure(
        item.name, path: "openblas", operations: operations, repeats: max(7, repeats), inner: inner
      ) {
        Float.gemm(
          transposeA: item.transposesFirst, transposeB: item.transposesSecond, m: item.m, n: item.n,
          k: item.k,
          alpha: 1, a: a.view.base, strideA: a.columns, b: b.view.base, strideB: b.columns, beta: 0, c: base,
          strideC: item.n)
      }
    }
  }
}
