import Dense

extension NeighborOverlap {
  /// A bootstrap interval of the mean overlap over items: of N items drawn with replacement the mean of |A ∩ B| / K, again
  /// and again, and the percentiles of these means (Efron 1979).
  ///
  /// The neighbor lists stay as they are: the interval says how much the mean depends on which items were measured, not
  /// how lists would change among other items. Cost O(N) a resample. Nil without items.
  /// - Parameters:
  ///   - resamples: how many, at least 1.
  ///   - confidence: probability that the interval holds, between 0 and 1.
  ///   - key: the stream of the resamples.
  public func bootstrapInterval(resamples: Int, confidence: Double = 0.95, key: StreamKey)
    -> ClosedRange<Double>?
  {
    precondition(resamples >= 1 && confidence > 0 && confidence < 1, "\(resamples) resamples, \(confidence)")
    guard items > 0 else { return nil }
    var stream = RandomStream(key)
    let means = (0..<resamples).map { _ in
      var sum = 0
      for _ in 0..<items { sum += shared[stream.below(items)] }
      return Double(sum) / (Double(k) * Double(items))
    }
    return PercentileInterval.interval(means, confidence: confidence)
  }
}
