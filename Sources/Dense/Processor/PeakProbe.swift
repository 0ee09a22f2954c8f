internal import DenseKernels

/// The limit of one processor core, measured: independent fused multiply-adds in the widest registers, nothing else.
package enum PeakProbe {
  /// Best GFLOPS (10⁹ floating-point operations a second; a multiply-add counts two) of `repeats` runs of about 3 ms.
  package static func gigaflops(repeats: Int = 15) -> Double {
    speeds(repeats: repeats).max() ?? 0
  }

  /// GFLOPS of each run: where they differ, something else has the core now and then, or its clock changes.
  package static func speeds(repeats: Int = 15) -> [Double] {
    precondition(repeats > 0, "\(repeats) repeats")
    var speeds: [Double] = []
    var sink: Float = 0
    let clock = ContinuousClock()
    for _ in 0..<repeats {
      var operations: Int64 = 0
      let elapsed = clock.measure { operations = dense_peak_probe(1_000_000, &sink) }
      // The result is used, so that no compiler may drop the work.
      guard sink.isFinite else { continue }
      let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
      speeds.append(Double(operations) / seconds / 1e9)
    }
    return speeds
  }
}
