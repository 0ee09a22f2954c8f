/// Whether the overlap of two spaces depends on the number of items, at a fixed number or a fixed share of neighbors.
///
/// The smallest subsets and all items are compared. With the relative change r = (value at n − value at n′) / value at n′ and
/// its 95 % interval: flat where the interval lies inside ±10 %; falling or rising where it excludes 0 and reaches beyond
/// 10 %; undecided otherwise, also where there is no interval or nothing to change.
package struct OverlapTrend: Equatable, Sendable {
  /// What the trend is.
  package enum Outcome: String, Sendable { case flat, falls, rises, undecided }

  /// The change that is called none, of the value at the smallest size.
  package static let margin = 0.1
  // Subsets below this size have few neighbors at any share.
  static let fewestItems = 90

  /// The value of the smallest subsets.
  package let small: OverlapSurface.Cell
  /// The value of all items.
  package let whole: OverlapSurface.Cell

  /// The trend between two sizes of one column.
  package init(small: OverlapSurface.Cell, whole: OverlapSurface.Cell) {
    precondition(
      small.items < whole.items && small.share == whole.share,
      "a trend from \(small.items) to \(whole.items) items")
    (self.small, self.whole) = (small, whole)
  }

  /// The relative change from the smallest subsets to all items; nil where those share nothing.
  package var change: Double? { small.value > 0 ? (whole.value - small.value) / small.value : nil }

  /// The 95 % interval of the change.
  package var interval: ClosedRange<Double>? {
    guard let change, let error = small.errorOfDifference else { return nil }
    let half = NormalInterval.quantile * error / small.value
    return (change - half)...(change + half)
  }

  /// Flat, falling, rising, or undecided.
  package var outcome: Outcome {
    guard let interval else { return .undecided }
    if interval.lowerBound >= -Self.margin && interval.upperBound <= Self.margin { return .flat }
    if interval.upperBound < 0 { return .falls }
    return interval.lowerBound > 0 ? .rises : .undecided
  }
}

extension OverlapSurface {
  /// The trend of a column from its smallest subsets of at least 90 items, at which a share is what it says; nil without
  /// such a size below all items.
  package func trend(_ column: NeighborCount) -> OverlapTrend? {
    guard let whole = cell(items: items, column) else { return nil }
    let small = sizes.reversed().lazy.filter { $0 < items && $0 >= OverlapTrend.fewestItems }
      .compactMap { cell(items: $0, column) }
      .first(where: \.keepsShare)
    return small.map { OverlapTrend(small: $0, whole: whole) }
  }

  /// The share of the items at which the trend is told: 5 %, or else the one with the smallest subsets.
  package var trendOfShares: OverlapTrend? {
    let trends = columns.filter { $0.share != nil }.compactMap(trend)
    return trends.first { $0.small.share == 0.05 }
      ?? trends.min { ($0.small.items, -$0.small.k) < ($1.small.items, -$1.small.k) }
  }

  /// The number of neighbors at which the trend is told: 10, or else the first with subsets.
  package var trendOfCounts: OverlapTrend? {
    let trends = columns.filter { $0.share == nil }.compactMap(trend)
    return trends.first { $0.whole.k == 10 } ?? trends.first
  }
}
