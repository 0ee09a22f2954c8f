import Foundation

@testable import CrossModal
@testable import Dense
@testable import Studies

/// Good files.
enum Seeds {
  private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .path

  /// The committed files of the formats' own libraries.
  static var fixtures: [String] {
    get throws { try files("VectorFilesTests/Golden/formats") }
  }

  /// The committed files of texts, half precision, layers, packed files and foreign formats.
  static var containers: [String] {
    get throws { try files("VectorFilesTests/Golden/containers") }
  }

  /// MAT and HDF5 files.
  static var matrices: [String] {
    get throws {
      try files("ForeignFilesTests/Golden").filter { $0.hasSuffix(".mat") || $0.hasSuffix(".h5") }
    }
  }

  private static func files(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: tests + "/" + folder).sorted()
      .map { "\(tests)/\(folder)/\($0)" }
  }

  static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }

  /// A network as `train` writes it, a map with steps, and steps alone.
  static func models() throws -> [[UInt8]] {
    var stream = RandomStream(StreamKey(seed: 5))
    let shape = NetworkShape(inputs: 3, hidden: [4], outputs: 2, activation: .relu)
    let path = NSTemporaryDirectory() + "crossmodal-seed-\(UUID().uuidString).safetensors"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let network = Network<Float>(shape: shape, stream: &stream)
    let steps: [FittedStep] = [
      .unitLength, .projection(shift: [1, 2], matrix: Matrix([[1, 2, 3], [4, 5, 6]])),
      .scaling(shift: [1, 2, 3], factor: [4, 5, 6]),
    ]
    let side: [FittedStep] = [.projection(shift: [1], matrix: Matrix([[1, 2]]))]
    let writers: [() throws -> Void] = [
      { try ModelFile.write(network, to: path) },
      { try ModelFile.write(.init(inputSteps: steps, network: network, targetSteps: side), to: path) },
      { try StepFile.write(steps, to: path) },
    ]
    return try writers.map { write in
      try write()
      return try bytes(path)
    }
  }

  static let vectors = "cat 1 2.5 -3\n. . . 4 5 6e-3\nżółw 7 8 9\n"

  static func word2VecBinary(end: String) -> [UInt8] {
    var bytes = Array("3 4\n".utf8)
    for (index, word) in ["cat", "Hund", "żółw"].enumerated() {
      bytes += Array(word.utf8) + [0x20]
      for number in 0..<4 {
        withUnsafeBytes(of: Float(index * 4 + number).bitPattern.littleEndian) { bytes += $0 }
      }
      bytes += Array(end.utf8)
    }
    return bytes
  }

  static let ratings = [
    "cat\tdog\t7.5\nsun\tmoon\t3\n", "word1,word2,score\ncat,dog,7.5\nsun,moon,3\n",
    "cat n dog 1.5 7\nsun v moon 2 3\n",
  ]

  static let configuration = """
    version: 1
    name: x
    seed: 1
    dataset:
      name: iaprtc12
      image: {vgg128: {file: a.csv}, sift: {file: "raw.mat:I_tr"}}
      text: {bigru: {file: b.csv}}
      labels: {file: a.csv, column: 1}
    protocol: {kind: cross-validation, folds: 5}
    directions: [image-to-text, text-to-image]
    models: [lin, nn]
    losses: [mse, cosine, {max-margin: {margin: [1, 2.5]}}]
    grid: {learning-rate: [0.01, 1e-4], hidden-units: [64, 128], dropout: [0], activation: [relu]}
    training: {optimizer: {rmsprop: {rho: 0.9, epsilon: 1e-8}}, batch-size: 64, max-epochs: 100}
    measures: {k: 10, include-self: true, metrics: [cosine, euclidean]}

    """

  /// A record by itself, and a whole line.
  @Sendable static func journal() throws -> [[UInt8]] {
    var record = FitRecord(
      unit: "a/b/c/image-to-text/mse/lin/lr=0.01/fold=3", state: .finished,
      result: FitResult(
        training: LossCurve([1, 0.5, .nan]), heldOut: LossCurve([2, 1, 1e-45]), epochs: 3),
      kernels: "openblas", attempt: 1,
      seconds: 0.25,
      host: "node-1", worker: "w", started: "2025-03-04T05:06:07Z")
    record.reason = "a \"quoted\" \u{1} ä reason"
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [
      Array(try encoder.encode(record)), try JournalLine.bytes(of: JournalEntry.record(record)).dropLast(),
    ]
  }
}
