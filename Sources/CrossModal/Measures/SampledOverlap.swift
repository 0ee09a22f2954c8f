extension NeighborOverlap {
  /// An interval of the mean overlap of a whole population, from that of m items drawn from it without replacement, whose
  /// neighbors are those among the whole population.
  ///
  ///     ȳ ± z · s/√m · √(1 − m/N),  s² = Σ (yᵢ − ȳ)² / (m − 1),  yᵢ = |A ∩ B| / K
  ///
  /// with z = 1.96 for 95 % (Cochran 1977, §2.6-2.8; the last factor is the correction for a finite population). Cut to
  /// 0…1; a point if the sample is the population; nil for fewer than two items.
  public func sampledInterval(population: Int) -> ClosedRange<Double>? {
    precondition(items <= population, "a sample of \(items) of \(population) items")
    guard items > 1 else { return nil }
    let m = Double(items)
    let center = mean
    let squares = shared.reduce(0.0) { sum, count in
      let difference = Double(count) / Double(k) - center
      return sum + difference * difference
    }
    let error = (squares / (m - 1) / m * (1 - m / Double(population))).squareRoot()
    return max(0, center - NormalInterval.quantile * error)...min(1, center + NormalInterval.quantile * error)
  }
}
