import Dense

/// The standard error of an overlap, and the interval that follows.
package struct OverlapSpread: Equatable, Sendable {
  /// The standard error over samples of as many items, the dependence of lists on each other included.
  package let standardError: Double
  /// Lower end of the 95 % interval, at least 0.
  package let from: Double
  /// Upper end, at most 1.
  package let to: Double

  /// 1.96 standard errors to both sides of a value, cut to 0…1.
  package init(_ value: Double, standardError: Double) {
    self.standardError = standardError
    from = max(0, value - NormalInterval.quantile * standardError)
    to = min(1, value + NormalInterval.quantile * standardError)
  }
}

/// The 95 % interval of the mean overlap of two spaces: 95 % of the samples of as many items have an interval that holds the
/// expected overlap of such a sample.
///
///     ȳ ± 1.96 √(s²/n · E(T₁ − T₂)² / E(s₁²/n₁ + s₂²/n₂))
///
/// by ``HalfSamples``. With self, where every item is its own nearest, mNNO_K = (1 + (K − 1) · mutual_{K−1}) / K, and so is
/// its interval.
package enum OverlapInterval: Equatable, Sendable {
  /// The interval.
  case holds(OverlapSpread)
  /// No interval, and why.
  case none(String)

  /// Fewer shared neighbors, or neighbors that are not shared, than this say nothing of their spread: with less, 95 %
  /// intervals held in as few as 82 % of simulated samples.
  package static let fewest = 25

  /// The interval, if there is one.
  package var spread: OverlapSpread? { if case .holds(let spread) = self { spread } else { nil } }
  /// Why there is none.
  package var reason: String? { if case .none(let reason) = self { reason } else { nil } }

  /// The length of the lists without self that an interval at `k` takes.
  package static func length(k: Int, items: Int) -> Int { HalfSamples.length(k: k, items: items) }

  /// The interval of the overlap at k.
  /// - Parameters:
  ///   - first: lists **without** self of all items, of length ``length(k:items:)`` at least.
  ///   - second: the same of the second space.
  ///   - k: number of neighbors, with `includesSelf` the item itself counted.
  ///   - includesSelf: whether the overlap counts the item itself.
  ///   - samples: how many times the items are cut into halves.
  ///   - key: the stream of the cuts.
  package static func interval(
    first: NeighborTable, second: NeighborTable, k: Int, includesSelf: Bool, samples: Int = 200,
    key: StreamKey, groups: [Int]? = nil
  ) -> OverlapInterval {
    let others = includesSelf ? k - 1 : k
    let items = first.items
    guard others > 0 else { return .none("the item itself is the only neighbor counted") }
    guard HalfSamples.allows(k: others, items: items) else {
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
    let apart = items * others - shared
    guard min(shared, apart) >= fewest else {
      return .none(
        "\(min(shared, apart)) neighbors are \(shared < apart ? "" : "not ")shared: an interval takes \(fewest)"
      )
    }
    let halves = HalfSamples(
      first: first, second: second, k: others, samples: samples, key: key, groups: groups)
    let error =
      halves.standardErrors { [NeighborOverlap($0[0], $0[1]).shares] }[0]
      * (includesSelf ? Double(others) / Double(k) : 1)
    let value = includesSelf ? (1 + Double(others) * overlap.mean) / Double(k) : overlap.mean
    return .holds(OverlapSpread(value, standardError: error))
  }
}

extension NeighborOverlap {
  /// The share of its neighbors that each item has in common.
  package var shares: [Double] { shared.map { Double($0) / Double(k) } }
}
