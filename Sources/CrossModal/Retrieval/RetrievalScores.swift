/// What retrieval in one direction by one metric is worth.
public struct RetrievalScores: Equatable, Sendable {
  /// How near an item is to a query.
  public let metric: RetrievalMetric
  /// Items that were ranked; equal rows of a group are one.
  public let items: Int
  /// Queries without a relevant item, which are left out.
  public let excluded: Int
  /// The rank of the best relevant item of each query.
  public let ranks: RetrievalRanks
  /// Mean over the queries of the average precision; nil without queries.
  public let meanAveragePrecision: Double?
  /// The same over the first R places of each query, R its relevant items: mAP@R; nil without queries.
  public let meanAveragePrecisionAtR: Double?
  // Queries by their number of relevant items.
  private let relevantCounts: [Int: Int]

  /// Scores of queries in their order.
  init(metric: RetrievalMetric, items: Int, excluded: Int, outcomes: [Outcome]) {
    (self.metric, self.items, self.excluded) = (metric, items, excluded)
    ranks = RetrievalRanks(outcomes.map(\.rank))
    relevantCounts = outcomes.reduce(into: [:]) { $0[$1.relevant, default: 0] += 1 }
    func mean(_ value: (Outcome) -> Double) -> Double? {
      outcomes.isEmpty ? nil : outcomes.reduce(0) { $0 + value($1) } / Double(outcomes.count)
    }
    meanAveragePrecision = mean(\.averagePrecision)
    meanAveragePrecisionAtR = mean(\.averagePrecisionAtR)
  }

  /// Number of queries.
  public var queries: Int { ranks.values.count }

  /// Recall at `k` of items in random order: the mean of 1 − C(n − R, k) / C(n, k).
  public func chance(at k: Int) -> Double {
    guard queries > 0 else { return 0 }
    let sum = relevantCounts.sorted { $0.key < $1.key }.reduce(0.0) { sum, entry in
      let missed = (0..<min(k, items)).reduce(1.0) { share, place in
        share * Double(max(0, items - entry.key - place)) / Double(items - place)
      }
      return sum + Double(entry.value) * (1 - missed)
    }
    return sum / Double(queries)
  }

  /// Mean average precision of items in random order: the mean of (Hₙ + (R − 1)(n − Hₙ)/(n − 1)) / n over the queries, R
  /// relevant of n items each.
  public var precisionChance: Double {
    guard queries > 0 else { return 0 }
    let n = Double(items)
    let harmonic = (1...max(1, items)).reduce(0) { $0 + 1 / Double($1) }
    let sum = relevantCounts.sorted { $0.key < $1.key }.reduce(0.0) { sum, entry in
      let others = items > 1 ? Double(entry.key - 1) * (n - harmonic) / (n - 1) : 0
      return sum + Double(entry.value) * (harmonic + others) / n
    }
    return sum / Double(queries)
  }

  /// What one query finds.
  struct Outcome: Equatable, Sendable {
    /// The rank of the best relevant item.
    var rank: Double
    /// The average precision over all places.
    var averagePrecision: Double
    /// The average precision over as many places as there are relevant items.
    var averagePrecisionAtR: Double
    /// Number of relevant items.
    var relevant: Int
  }
}

extension RetrievalScores.Outcome {
  /// What a query finds of which no irrelevant item is as near as a relevant one.
  /// - Parameter before: for each relevant item, from the nearest on, the irrelevant ones between it and the one before it.
  init(itemsBefore before: [Int]) {
    let precision = AveragePrecision(itemsBefore: before)
    let count = Double(before.count)
    self.init(
      rank: RetrievalRanks.rank(nearer: before.first ?? 0, asNear: 0),
      averagePrecision: precision.sum / count, averagePrecisionAtR: precision.sumToCutoff / count,
      relevant: before.count)
  }
}
