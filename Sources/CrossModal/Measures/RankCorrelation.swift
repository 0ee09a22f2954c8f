/// Spearman's rank correlation of two paired lists of numbers: the correlation of their ranks, equal numbers sharing
/// the mean of theirs.
///
///     ρ = Σ (rᵢ − r̄)(sᵢ − s̄) / √(Σ (rᵢ − r̄)² Σ (sᵢ − s̄)²),  range −1…1
///
/// Spearman 1904. Not defined, nil, for fewer than two pairs or where one list is constant. Sorting is done once, in
/// O(n log n); each weighted evaluation, as the bootstrap needs, is O(n). Numbers must be finite.
public struct RankCorrelation: Sendable {
  /// Number of pairs.
  public let pairs: Int
  // The pairs' places in ascending order of each list, and the number of pairs in each group of equal numbers.
  private let first: Ordering
  private let second: Ordering

  /// Prepares the correlation of two lists of equal length.
  public init(_ first: [Double], _ second: [Double]) {
    precondition(first.count == second.count, "correlation of \(first.count) and \(second.count) numbers")
    precondition((first + second).allSatisfy(\.isFinite), "correlation of numbers that are not finite")
    pairs = first.count
    (self.first, self.second) = (Ordering(first), Ordering(second))
  }

  /// ρ; nil if it is not defined.
  public var value: Double? { value(counts: [Int](repeating: 1, count: pairs)) }

  /// ρ of the sample that holds pair i `counts[i]` times; nil if it is not defined.
  public func value(counts: [Int]) -> Double? {
    precondition(counts.count == pairs, "\(counts.count) counts for \(pairs) pairs")
    // Doubled ranks are whole numbers. Relative to their mean, n + 1, their products stay exact in Double for
    // samples of up to a hundred thousand pairs.
    let total = counts.reduce(0, +)
    let (r, s) = (first.doubledRanks(counts), second.doubledRanks(counts))
    let center = total + 1
    var (covariance, firstVariance, secondVariance) = (0.0, 0.0, 0.0)
    for pair in 0..<pairs where counts[pair] > 0 {
      let (a, b) = (Double(r[pair] - center), Double(s[pair] - center))
      let weight = Double(counts[pair])
      covariance += weight * a * b
      firstVariance += weight * a * a
      secondVariance += weight * b * b
    }
    guard firstVariance > 0, secondVariance > 0 else { return nil }
    return covariance / (firstVariance * secondVariance).squareRoot()
  }

  private struct Ordering: Sendable {
    let order: [Int]
    let groups: [Int]

    init(_ numbers: [Double]) {
      order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
      var groups: [Int] = []
      for (place, index) in order.enumerated() {
        if place > 0, numbers[order[place - 1]] == numbers[index] {
          groups[groups.count - 1] += 1
        } else {
          groups.append(1)
        }
      }
      self.groups = groups
    }

    // Twice the mean rank, from 1, of every number in the sample; 0 for those not in it.
    func doubledRanks(_ counts: [Int]) -> [Int] {
      var ranks = [Int](repeating: 0, count: counts.count)
      var (place, before) = (0, 0)
      for group in groups {
        var size = 0
        for index in order[place..<place + group] { size += counts[index] }
        for index in order[place..<place + group] { ranks[index] = 2 * before + size + 1 }
        place += group
        before += size
      }
      return ranks
    }
  }
}
