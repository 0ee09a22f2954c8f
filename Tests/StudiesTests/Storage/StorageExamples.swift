import Foundation

@testable import Studies

/// A directory for one test; removed when the object goes away.
final class TestDirectory {
  let path = NSTemporaryDirectory() + "crossmodal-storage-\(UUID().uuidString)"
  var study: StudyDirectory { StudyDirectory(path) }

  init() throws { try StudyDirectory(path).create() }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a journal.
  func journal(_ name: String) -> String { study.journals + "/\(name).jsonl" }
}

/// Records that several tests share.
enum StorageExamples {
  /// The paper's ImageNet search.
  static func experiment() throws -> MapExperiment {
    MapExperiment(try Examples.parse(Examples.imagenet), content: MapInputs(features: [], items: 1000))
  }

  /// The name of a search fit of ``experiment()``, different for numbers from 0 to 34 and more.
  static func name(_ number: Int) -> String {
    let model = ["lin", "nn"][number % 2]
    let setting = model == "lin" ? "lr=0.01" : "lr=0.01,units=\([64, 128, 256, 512, 1024][number / 10 % 5])"
    let direction = number / 50 % 2 == 0 ? "image-to-text" : "text-to-image"
    return "imagenet/vgg128/glove/\(direction)/mse/\(model)/\(setting)/fold=\(number / 2 % 5)"
  }

  /// A finished search fit; the number decides everything in it.
  static func record(_ number: Int, epochs: Int = 6, attempt: Int = 1, worker: String = "w") -> FitRecord {
    let losses = (0..<epochs).map { 1 / Double($0 + 1) + Double(number) * 0.001 }
    return FitRecord(
      unit: name(number), state: .finished,
      result: FitResult(
        training: LossCurve(losses), heldOut: LossCurve(losses.map { $0 * 1.1 }), epochs: epochs),
      kernels: "openblas, OpenBLAS 0.3.21 Haswell", attempt: attempt,
      seconds: 0.25 + Double(number) / 3, host: "node-1", worker: worker, started: "2025-03-04T05:06:07Z")
  }

  /// Records with everything that can be in one.
  static var unusual: [FitRecord] {
    var diverged = record(1)
    diverged.state = .diverged
    diverged.result = FitResult(
      training: LossCurve([.nan, .infinity, -0.0, 1e-45]), heldOut: LossCurve([]), epochs: 6,
      divergedEpoch: 3, divergedBatch: 0)
    var failed = record(2)
    (failed.state, failed.reason) = (.failed, "killed by \"signal\" 9 \\ äöü\n\u{1}\t…")
    (failed.host, failed.result) = ("a\\\"b/c", nil)
    var final = record(3)
    final.unit = "a/b/c/image-to-text/mse/lin/lr=0.01/epochs=3/fold=4"
    final.result?.overlaps = [true, false].map {
      OverlapRecord(
        metric: "cosine", k: 10, includesSelf: $0, items: 392, input: 0.123_456_789_012, target: 1e-300,
        pair: 1, errors: $0 ? .init(input: 0.1, target: 1e-9, inputTarget: 0, targetPair: 1.0 / 3) : nil)
    }
    var empty = record(4)
    empty.result?.overlaps = []
    empty.seconds = 1e-9
    return [diverged, failed, final, empty]
  }

  /// Writes a journal of these entries.
  static func write(_ entries: [JournalEntry<FitResult>], to path: String) throws {
    let bytes = try entries.flatMap { try JournalLine.bytes(of: $0) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// Everything that the journals of a directory hold, in order.
  static func entries(_ directory: TestDirectory) throws -> [JournalEntry<FitResult>] {
    var entries: [JournalEntry<FitResult>] = []
    try JournalReader<FitResult>(directory.study).readNew { entry, _ in entries.append(entry) }
    return entries
  }
}
