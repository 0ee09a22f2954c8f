/// What a study would take: time, memory and disk, from a few measured steps.
package struct WorkEstimate: Encodable, Sendable {
  /// Seconds of all units by one worker, the taking in of the data included.
  package var secondsOnOneCore: Double
  /// Seconds with the workers that were asked for, as far as there are processors for them.
  package var seconds: Double
  /// The workers.
  package var workers: Int
  /// The most bytes that a worker holds, those of the data that all share included.
  package var memoryBytesPerWorker: Int
  /// Bytes of the study's directory when it is done.
  package var diskBytes: Int
  /// What was measured, each a sentence.
  package var measured: [String]

  /// For people; says that it is an estimate.
  package var text: [String] {
    [
      "estimate: \(Self.time(secondsOnOneCore)) on one core, \(Self.time(seconds)) with \(workers) "
        + "worker\(workers == 1 ? "" : "s"), \(Self.size(memoryBytesPerWorker)) of memory a worker, "
        + "\(Self.size(diskBytes)) of disk"
    ] + measured.map { "  \($0)" }
  }

  /// A time as a person says it.
  static func time(_ seconds: Double) -> String {
    switch seconds {
    case ..<100: "\((seconds * 10).rounded() / 10) s"
    case ..<6000: "\(Int((seconds / 60).rounded())) min"
    default: "\((seconds / 360).rounded() / 10) h"
    }
  }

  /// A size as a person says it.
  static func size(_ bytes: Int) -> String {
    bytes < 1 << 30
      ? "\(max(1, (bytes + (1 << 19)) >> 20)) MiB" : "\((Double(bytes) / 0x1p30 * 10).rounded() / 10) GiB"
  }
}

/// What a sample of a study's units says of all of them.
package struct MeasuredWork: Sendable {
  /// Seconds of all units.
  var seconds = 0.0
  /// Seconds of the longest piece of work that one worker does at a stretch.
  var longest = 0.0
  /// Units.
  var units = 0
  /// Bytes of all records.
  var recordBytes = 0.0
  /// What was measured, each a sentence.
  var measured: [String] = []

  /// Nothing is measured.
  init() {}
}
