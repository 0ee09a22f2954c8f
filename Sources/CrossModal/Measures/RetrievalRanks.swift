/// The rank of the best relevant item of each query, and what the ranks say together.
///
///     rank = 1 + #{irrelevant items that are nearer} + ½ #{irrelevant items that are as near}
public struct RetrievalRanks: Equatable, Sendable {
  /// Rank of each query, from 1; halves where items are as near.
  public let values: [Double]

  /// Ranks that are known.
  public init(_ values: [Double]) { self.values = values }

  /// The rank behind so many irrelevant items that are nearer, and so many that are as near.
  public static func rank(nearer: Int, asNear: Int) -> Double { 1 + Double(nearer) + Double(asNear) / 2 }

  /// Mean of 1 / rank, in (0, 1]; 0 without queries.
  public var meanReciprocalRank: Double {
    values.isEmpty ? 0 : values.reduce(0) { $0 + 1 / $1 } / Double(values.count)
  }

  /// Share of queries whose rank is at most `k`; 0 without queries.
  public func recall(at k: Int) -> Double {
    values.isEmpty ? 0 : Double(values.count { $0 <= Double(k) }) / Double(values.count)
  }

  /// The rank in the middle, or the mean of the two there; nil without queries. Cost q log q.
  public var median: Double? {
    guard !values.isEmpty else { return nil }
    let (sorted, middle) = (values.sorted(), values.count / 2)
    return values.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
