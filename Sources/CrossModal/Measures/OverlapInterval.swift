import Dense

/// The standard error of an overlap, and the interval that follows.
package struct OverlapSpread: Equatable, Sendable {
  /// The standard error over samples of as many items, the dependence of lists on each other included.
  package let standardError: Double
  /// Lower end of the 95 % interval, at least 0.
  package let from: Double
  /// Upper end, at most 1.
  package let to: Double

  /// The ends as a range.
  package var range: ClosedRange<Double> { from...to }

  /// The interval of a mean overlap without self.
  package init(_ value: Double, variance: Double, degreesOfFreedom: Double) {
    let range = ScoreInterval.interval(value, variance: variance, degreesOfFreedom: degreesOfFreedom)
    (standardError, from, to) = (variance.squareRoot(), range.lowerBound, range.upperBound)
  }

  private init(standardError: Double, from: Double, to: Double) {
    (self.standardError, self.from, self.to) = (standardError, from, to)
  }

  /// That of the overlap that counts the item itself besides `others` neighbors: y ↦ (1 + others · y)/(others + 1).
  package func countingSelf(others: Int) -> OverlapSpread {
    let (k, others) = (Double(others + 1), Double(others))
    return OverlapSpread(
      standardError: standardError * others / k, from: (1 + others * from) / k, to: (1 + others * to) / k)
  }
}

/// The 95 % interval of the mean overlap of two spaces: 95 % of the samples of as many items have an interval that holds the
/// expected overlap of such a sample.
///
/// The variance of ``OverlapVariance`` in the interval of ``ScoreInterval``. With self, where every item is its own nearest,
/// mNNO_K = (1 + (K − 1) · mutual_{K−1}) / K, and so is its interval.
package enum OverlapInterval: Equatable, Sendable {
  /// The interval.
  case holds(OverlapSpread)
  /// No interval, and why.
  case none(String)

  /// Fewer shared neighbors, or neighbors that are not shared, than this say nothing of their spread.
  package static let fewest = 25

  /// The interval, if there is one.
  package var spread: OverlapSpread? { if case .holds(let spread) = self { spread } else { nil } }
  /// Why there is none.
  package var reason: String? { if case .none(let reason) = self { reason } else { nil } }

  /// Whether k, without self, is at most a tenth of the items: larger shares were not simulated enough.
  package static func allows(k: Int, items: Int) -> Bool { k >= 1 && 10 * k <= items }

  /// The length of the lists without self that an interval at `k` takes: k + 2, or all others.
  package static func length(k: Int, items: Int) -> Int { OverlapVariance.length(k: k, items: items) }

  /// The interval of the overlap at k. Cost O(n k).
  /// - Parameters:
  ///   - first: lists **without** self of all items, of length ``length(k:items:)`` at least.
  ///   - second: the same of the second space.
  ///   - k: number of neighbors, with `includesSelf` the item itself counted.
  ///   - includesSelf: whether the overlap counts the item itself.
  package static func interval(
    first: NeighborTable, second: NeighborTable, k: Int, includesSelf: Bool
  ) -> OverlapInterval {
    let others = includesSelf ? k - 1 : k
    let items = first.items
    guard others > 0 else { return .none("the item itself is the only neighbor counted") }
    guard allows(k: others, items: items) else {
      return .none("\(items) items: at k = \(k) an interval takes \(10 * others)")
    }
    let longest = min(first.k, second.k)
    guard longest >= length(k: others, items: items) else {
      return .none(
        "the lists hold \(longest) neighbors: at k = \(k) an interval takes \(length(k: others, items: items))"
      )
    }
    let overlap = NeighborOverlap(first.nearest(others), second.nearest(others))
    let shared = overlap.shared.reduce(0, +)
    if let reason = tooFew(shared: shared, apart: items * others - shared) { return .none(reason) }
    let variance = OverlapVariance(first, second, k: others)
    let spread = OverlapSpread(
      overlap.mean, variance: variance.total, degreesOfFreedom: variance.degreesOfFreedom)
    return .holds(includesSelf ? spread.countingSelf(others: others) : spread)
  }

  /// Why so many shared neighbors, and neighbors that are not shared, give no interval; nil where they do.
  static func tooFew(shared: Int, apart: Int) -> String? {
    guard min(shared, apart) < fewest else { return nil }
    return
      "\(min(shared, apart)) neighbors are \(shared < apart ? "" : "not ")shared: an interval takes \(fewest)"
  }
}

extension NeighborOverlap {
  /// The share of its neighbors that each item has in common.
  package var shares: [Double] { shared.map { Double($0) / Double(k) } }
}
