import ArgumentParser
import CrossModal
import Dense
import Foundation
import VectorFiles

/// The path of ridge maps over folds: every penalty on every fold, then the map of the best on all rows.
struct RidgeBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ridge",
    abstract:
      "Time of choosing a ridge penalty over folds, in Double, or what solved maps give for given files.",
    discussion: """
      The folds are consecutive rows, the penalties powers of ten from 1e-2 to 1e6 times the number of rows over 1000. One \
      fold's errors are checked against a map of its own before anything is timed. With --check a folder's x.npy, y.npy and \
      held-out.npy are solved by every family, and one JSON document says what came out.
      """)

  @Option(help: "ROWSxINPUTSxOUTPUTS of random data.") var size = "9251x2048x300"
  @Option(help: "Inputs as .npy instead of random ones, with --y.") var x: String?
  @Option(help: "Targets as .npy.") var y: String?
  @Option(help: "Number of penalties.") var penalties = 50
  @Option(help: "Number of folds.") var folds = 5
  @Option(parsing: .upToNextOption, help: "Numbers of threads.") var threads = [1]
  @Option(help: "Repetitions.") var repeats = 1
  @Flag(help: "Print one JSON document.") var json = false
  @Option(help: "A folder with x.npy, y.npy and held-out.npy to solve instead of timing.") var check: String?
  @Option(parsing: .upToNextOption, help: "With --check: the penalties.") var penalty = [1.0]
  @Option(help: "With --check: the rank of the families that have one.") var rank: Int?

  func run() throws {
    if let check {
      return try SolvedCase(folder: check, penalties: penalty, rank: rank, folds: folds).print()
    }
    guard penalties >= 2, penalties <= 10_000, folds >= 2, repeats >= 1,
      threads.allSatisfy({ $0 >= 1 && $0 <= 256 })
    else {
      throw BenchFailure(
        code: 64,
        message: "--penalties and --folds must be at least 2, --repeats and --threads at least 1")
    }
    let (inputs, targets) = try data()
    guard inputs.rows == targets.rows, inputs.rows >= folds else {
      throw BenchFailure(
        code: 65, message: "\(inputs.rows) rows of inputs, \(targets.rows) of targets for \(folds) folds")
    }
    let path = Self.penalties(penalties, rows: inputs.rows)
    let heldOut = Self.consecutiveFolds(inputs.rows, folds)
    try verify(inputs, targets, heldOut[0], path[penalties / 2])
    // A Double takes the place of two Floats.
    var readings = Readings(width: 2)
    var errors = Matrix<Double>(rows: 0, columns: 0)
    for count in threads {
      readings.probe()
      let clock = ContinuousClock()
      var seconds: [Double] = []
      for _ in 0..<repeats {
        let time = try clock.measure {
          errors = try RidgeFolds(x: inputs, y: targets, heldOut: heldOut)
            .errors(penalties: path, threads: count)
          _ = try RidgePath(x: inputs, y: targets).map(penalty: path[best(errors)])
        }
        seconds.append(time.inSeconds)
      }
      readings.append(
        Timing(
          name: "\(inputs.rows)x\(inputs.columns)x\(targets.columns)"
            + (count == 1 ? "" : " \(count) threads"), path: "openblas",
          operations: operations(inputs.rows, inputs.columns, targets.columns), seconds: seconds, cores: count
        ))
      readings.probe()
    }
    let report = readings.report
    if json { return try print(RidgeReport(report: report, penalties: path, errors: errors.columnMeans)) }
    try report.print(json: false, unit: "s", scalar: "Double")
    let chosen = best(errors)
    Swift.print(
      "penalty \(path[chosen]): mean squared error \(errors.columnMeans[chosen]) of \(heldOut.count) folds")
  }

  // The penalty of the least error, the folds averaged as the other libraries do.
  private func best(_ errors: Matrix<Double>) -> Int {
    let means = errors.columnMeans
    return means.indices.min { means[$0] < means[$1] } ?? 0
  }

  private func data() throws -> (Matrix<Double>, Matrix<Double>) {
    if let x, let y {
      do {
        return (
          try NPYFile.read(x).matrix(of: Double.self), try NPYFile.read(y).matrix(of: Double.self)
        )
      } catch let error as DataFileError {
        throw BenchFailure(code: 65, message: "\(error)")
      }
    }
    let parts = size.split(separator: "x").map { Int($0) ?? 0 }
    guard x == nil, y == nil, parts.count == 3, parts.allSatisfy({ $0 >= 1 }) else {
      throw BenchFailure(
        code: 64, message: "--size \(size): must be ROWSxINPUTSxOUTPUTS; --x and --y belong together")
    }
    var stream = RandomStream(StreamKey(seed: 1).adding("ridge"))
    func normal(_ rows: Int, _ columns: Int) -> Matrix<Double> {
      Matrix(rows: rows, columns: columns) { _, _ in stream.normal() }
    }
    let inputs = normal(parts[0], parts[1])
    let (signal, noise) = (product(inputs, normal(parts[1], parts[2])), normal(parts[0], parts[2]))
    let size = Double(parts[1]).squareRoot()
    return (
      inputs, Matrix(rows: parts[0], columns: parts[2]) { signal[$0, $1] / size + noise[$0, $1] }
    )
  }

  private func verify(_ x: Matrix<Double>, _ y: Matrix<Double>, _ heldOut: [Int32], _ penalty: Double) throws
  {
    let found = try RidgeFolds(x: x, y: y, heldOut: [heldOut]).meanErrors(penalties: [penalty])[0]
    let chosen = heldOut.map(Int.init)
    let isHeldOut = Set(chosen)
    let others = (0..<x.rows).filter { !isHeldOut.contains($0) }
    let map = try RidgePath(x: Matrix(x, selecting: others), y: Matrix(y, selecting: others))
      .map(penalty: penalty)
    let (images, targets) = (map(Matrix(x, selecting: chosen)), Matrix(y, selecting: chosen))
    let sum = zip(images.elements, targets.elements).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let expected = sum / Double(targets.rows * targets.columns)
    guard abs(found - expected) <= 1e-9 * expected else {
      throw BenchFailure(code: 70, message: "a fold's error is \(found), by a map of its own \(expected)")
    }
  }

  // Products and decompositions: XᵀX and XᵀY of all rows, of each fold's and at the end once more; an eigendecomposition of
  // a p×p matrix counts 14/3 p³.
  private func operations(_ n: Int, _ p: Int, _ q: Int) -> Double {
    let (n, p, q) = (Double(n), Double(p), Double(q))
    let sums = n * p * p + 2 * n * p * q
    let decomposition = 14 / 3 * p * p * p + 2 * p * p * q
    let scores = 2 * n * p * p + n * p * p + 2 * n * p * q + Double(folds) * p * p * q
    return 3 * sums + Double(folds + 1) * decomposition + scores
  }

  private func print(_ report: RidgeReport) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    Swift.print(String(decoding: try encoder.encode(report), as: UTF8.self))
  }

  /// Penalties evenly spaced in their logarithm, from 1e-2 to 1e6 for 1,000 rows.
  static func penalties(_ count: Int, rows: Int) -> [Double] {
    (0..<count).map { pow(10, -2 + 8 * Double($0) / Double(count - 1)) * Double(rows) / 1000 }
  }

  /// Folds of consecutive rows, as numpy.array_split cuts them.
  static func consecutiveFolds(_ rows: Int, _ count: Int) -> [[Int32]] {
    (0..<count).map { fold in
      let first = fold * (rows / count) + min(fold, rows % count)
      let size = rows / count + (fold < rows % count ? 1 : 0)
      return (first..<(first + size)).map(Int32.init)
    }
  }
}

/// The report of the timings with what was computed: the mean error of each penalty, the folds averaged.
private struct RidgeReport: Encodable {
  var report: Report
  var penalties: [Double]
  var errors: [Double]

  private enum Key: CodingKey { case penalties, errors }

  func encode(to encoder: any Encoder) throws {
    try report.encode(to: encoder)
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(penalties, forKey: .penalties)
    try fields.encode(errors, forKey: .errors)
  }
}
