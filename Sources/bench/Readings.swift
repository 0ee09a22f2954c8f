import Dense

/// The timings of a run in their order, and the peak of a core, probed again and again between them; the best counts. Each is
/// said as soon as it is there.
struct Readings {
  private var timings: [Timing] = []
  private var peaks: [Double] = []
  // Numbers of Float for one of the scalar that the peak is of.
  private let width: Double

  /// No timings yet, of work in Float or in a scalar so many times as wide.
  init(width: Double = 1) { self.width = width }

  /// Reads the peak once more.
  mutating func probe() { peaks.append(PeakProbe.gigaflops(repeats: 9) / width) }

  /// The best peak so far, in GFLOPS.
  var peak: Double { peaks.max() ?? 0 }

  /// Keeps a timing, and says it with what it tells of the core.
  mutating func append(_ timing: Timing) {
    timings.append(timing)
    let result = Report.Result(timing, peak: peak)
    Report.say(
      "\(timing.name) \(timing.path): \(Report.number(timing.best * 1e3, 3)) ms, "
        + "\(Report.number(result.fraction, 3)) of the limit so far")
    if let disturbance = timing.disturbance { Report.say(disturbance) }
  }

  /// What the peaks say of the core: nil where all are within a tenth of the best.
  var disturbance: String? {
    guard let least = peaks.min(), least < 0.9 * peak else { return nil }
    return "the peak of the core read \(Report.number(least, 1)) to \(Report.number(peak, 1)) GFLOPS: "
      + "something else used it, or its clock changed"
  }

  /// All of them; their fractions are of the best peak that was seen.
  var report: Report {
    if let disturbance { Report.say(disturbance) }
    return Report(peakGFLOPS: peak, results: timings.map { Report.Result($0, peak: peak) })
  }
}
