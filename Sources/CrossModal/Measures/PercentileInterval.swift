/// A confidence interval from the resampled values of a statistic (Efron 1979): the percentiles α/2 and 1 − α/2, by the
/// inverse of the empirical distribution, from both ends alike.
enum PercentileInterval {
  /// The interval; nil without values.
  static func interval(_ values: [Double], confidence: Double) -> ClosedRange<Double>? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let tail = (1 - confidence) / 2 * Double(sorted.count)
    let place = min(max(Int(tail.rounded(.up)), 1), (sorted.count + 1) / 2)
    return sorted[place - 1]...sorted[sorted.count - place]
  }
}
