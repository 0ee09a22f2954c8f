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
  /// The plan of the paper's ImageNet search.
  static func plan() throws -> StudyPlan { StudyPlan(try Examples.parse(Examples.imagenet)) }

  /// A finished search fit; the number decides everything in it.
  static func record(_ number: Int, epochs: Int = 6, attempt: Int = 1, worker: String = "w") -> FitRecord {
    let losses = (0..<epochs).map { 1 / Double($0 + 1) + Double(number) * 0.001 }
    return FitRecord(
      fit: .search(cell: number % 7, setting: number / 35, fold: number / 7 % 5), state: .finished,
      training: LossCurve(losses), heldOut: LossCurve(losses.map { $0 * 1.1 }), setting: number / 35,
      epochs: epochs, kernels: "openblas, OpenBLAS 0.3.21 Haswell", attempt: attempt,
      seconds: 0.25 + Double(number) / 3, host: "node-1", worker: worker, started: "2025-03-04T05:06:07Z")
  }

  /// Records with everything that can stand in one.
  static var unusual: [FitRecord] {
    var diverged = record(1)
    (diverged.state, diverged.divergedEpoch, diverged.divergedBatch) = (.diverged, 3, 0)
    (diverged.training, diverged.heldOut) = (LossCurve([.nan, .infinity, -0.0, 1e-45]), LossCurve([]))
    var failed = record(2)
    (failed.state, failed.reason) = (.failed, "killed by \"signal\" 9 \\ äöü\n\u{1}\t…")
    failed.host = "a\\\"b/c"
    var final = record(3)
    final.fit = .final(cell: 3, repetition: 4)
    final.overlaps = [true, false].map {
      OverlapRecord(
        metric: "cosine", k: 10, includesSelf: $0, items: 392, input: 0.123_456_789_012, target: 1e-300,
        pair: 1)
    }
    var empty = record(4)
    empty.overlaps = []
    empty.seconds = 1e-9
    return [diverged, failed, final, empty]
  }

  /// Writes a journal of these entries.
  static func write(_ entries: [JournalEntry], to path: String) throws {
    let bytes = try entries.flatMap { try JournalLine.bytes(of: $0) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// Everything that the journals of a directory hold, in order.
  static func entries(_ directory: TestDirectory) throws -> [JournalEntry] {
    var entries: [JournalEntry] = []
    try JournalReader(directory.study).readNew { entry, _ in entries.append(entry) }
    return entries
  }
}
