import ArgumentParser
import CrossModal
import Dense
import Foundation
import VectorFiles

/// A whole study by worker processes: fits per second and the share of the limit of the cores they use.
struct GridBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grid",
    abstract:
      "The paper's grid of the nn family (15 settings × 5 folds) by 1, 2, … workers, start to finish.",
    discussion: """
      Starts the program crossmodal that is next to this one on a generated study, or on a configuration of yours, and reads its \
      results. The time is that of the whole process, from its start to finished results. Counted are the training steps and \
      held-out losses of all fits, final ones included, by the folds and the protocol of the study; of models that are trained.
      """)

  @Option(help: "Items of the generated data.") var rows = 1962
  @Option(help: "Input dimension.") var inputs = 128
  @Option(help: "Output dimension.") var outputs = 64
  @Option(help: "Epochs of each fit.") var epochs = 50
  @Option(parsing: .upToNextOption, help: "Numbers of worker processes.") var workers = [1, 2]
  @Option(help: "A configuration to run instead of the generated one.") var config: String?
  @Option(help: "The program to run.") var program: String?
  @Option(help: "Repetitions.") var repeats = 1
  @Option(help: "openblas or fused; default: what crossmodal takes.") var path: String?
  @Flag(help: "Print one JSON document.") var json = false

  func run() throws {
    guard rows >= 20, inputs >= 1, outputs >= 1, epochs >= 1, repeats >= 1, workers.allSatisfy({ $0 >= 1 })
    else {
      throw BenchFailure(
        code: 64, message: "an option has a value that is not allowed; see bench grid --help")
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "bench-grid-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let configuration = try config ?? generate(in: folder.path)
    var readings = Readings()
    for count in workers {
      readings.probe()
      var seconds: [Double] = []
      var operations = 0.0
      for _ in 0..<repeats {
        let study = folder.appendingPathComponent("study").path
        try? FileManager.default.removeItem(atPath: study)
        let time = try ContinuousClock().measure {
          try crossmodal(
            ["run", configuration, "--study", study, "--workers", "\(count)"]
              + (path.map { ["--kernels", $0] } ?? []))
        }
        seconds.append(time.inSeconds)
        Report.say(
          "\(count) worker\(count == 1 ? "" : "s"), run \(seconds.count) of \(repeats): \(Report.number(time.inSeconds, 1)) s"
        )
        operations = try countOperations(study)
      }
      readings.append(
        Timing(
          name: "grid \(count) worker\(count == 1 ? "" : "s")", path: path ?? KernelPath.preferred.rawValue,
          operations: operations, seconds: seconds, cores: count))
      readings.probe()
    }
    try readings.report.print(json: json, unit: "s")
  }

  // Random pairs with a linear relation, and the grid of the paper for one hidden layer in one direction.
  private func generate(in folder: String) throws -> String {
    var stream = RandomStream(StreamKey(seed: 1).adding("grid"))
    let x = Matrix<Float>(rows: rows, columns: inputs) { _, _ in Float(stream.normal()) }
    let map = Matrix<Float>(rows: inputs, columns: outputs) { _, _ in
      Float(stream.normal()) / Float(inputs).squareRoot()
    }
    let clean = product(x.view, map.view)
    let y = Matrix<Float>(rows: rows, columns: outputs) { clean[$0, $1] + Float(0.5 * stream.normal()) }
    try NPYFile.write(x.view, to: folder + "/x.npy")
    try NPYFile.write(y.view, to: folder + "/y.npy")
    let text = """
      version: 1
      name: bench-grid
      seed: 1
      dataset:
        name: generated
        image: {x: {file: x.npy}}
        text: {y: {file: y.npy}}
      protocol: {kind: cross-validation, folds: 5}
      directions: [image-to-text]
      models: [nn]
      losses: [mse]
      grid: {learning-rate: [0.01, 0.001, 0.0001], hidden-units: [64, 128, 256, 512, 1024]}
      training: {max-epochs: \(epochs)}

      """
    try AtomicFile.write(text: text, to: folder + "/grid.yaml")
    return folder + "/grid.yaml"
  }

  // The products of every fit by the study's own protocol.
  private func countOperations(_ study: String) throws -> Double {
    let data = try crossmodal(["results", study, "--format", "json"])
    func object(_ data: Data, _ name: String) throws -> [String: Any] {
      guard let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
        throw BenchFailure(code: 65, message: "\(name): no JSON object")
      }
      return object
    }
    func file(_ name: String) throws -> Data {
      try Data(contentsOf: URL(fileURLWithPath: "\(study)/\(name)"))
    }
    let counted = try GridOperations(
      results: object(data, "crossmodal results"), manifest: object(file("manifest.json"), "manifest.json"),
      configuration: String(decoding: file("configuration.yaml"), as: UTF8.self))
    Report.say("\(counted.fits.search) search fits, \(counted.fits.final) final fits")
    return counted.total
  }

  @discardableResult private func crossmodal(_ arguments: [String]) throws -> Data {
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("crossmodal").path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program ?? beside)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw BenchFailure(
        code: 69, message: "\(program ?? beside): cannot be started; name the program with --program")
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 || process.terminationStatus == 3 else {
      throw BenchFailure(
        code: 70,
        message: "crossmodal \(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
    }
    return data
  }
}
