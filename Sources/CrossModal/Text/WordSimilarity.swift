import Dense
import VectorFiles

/// How well similarities of word vectors agree with human ratings: Spearman's rank correlation of the ratings with
/// cosine and with negative Euclidean distance, over the pairs whose two words both have a vector.
///
/// With several sets of vectors, the draws of a random map, the values are means over them.
public struct WordSimilarity: Sendable {
  /// A correlation and how sure it is.
  public struct Estimate: Equatable, Sendable {
    /// Mean over the draws.
    public let mean: Double
    /// Standard deviation over the draws (denominator draws − 1); nil for one draw.
    public let standardDeviation: Double?
    /// Bootstrap percentile interval over the pairs, of the mean; nil if none was asked for.
    public let interval: ClosedRange<Double>?
  }

  /// Number of pairs in the ratings.
  public let pairs: Int
  /// Number of pairs with two vectors.
  public let covered: Int
  /// Correlation with the cosine; a zero vector has cosine 0 to everything. Nil if it is not defined: fewer than two
  /// pairs, or constant similarities or ratings in any draw.
  public let cosine: Estimate?
  /// Correlation with −‖a − b‖; nil likewise.
  public let euclidean: Estimate?

  /// How an interval is made: percentiles of resampled pairs.
  public struct Bootstrap: Sendable {
    /// Number of resamples.
    public var resamples: Int
    /// Probability that the interval holds.
    public var confidence: Double
    /// The stream of the resamples.
    public var key: StreamKey

    /// A bootstrap of `resamples` resamples.
    public init(resamples: Int, confidence: Double = 0.95, key: StreamKey) {
      precondition(resamples > 0 && confidence > 0 && confidence < 1, "\(resamples) resamples, \(confidence)")
      (self.resamples, self.confidence, self.key) = (resamples, confidence, key)
    }
  }

  /// Compares ratings with vectors.
  /// - Parameters:
  ///   - ratings: the pairs.
  ///   - words: gives each word its row in every draw.
  ///   - draws: one or more sets of vectors with those rows.
  ///   - bootstrap: asks for intervals.
  public init(
    _ ratings: WordRatings, words: WordVectors, draws: [MatrixView<Float>], bootstrap: Bootstrap? = nil
  ) {
    precondition(
      !draws.isEmpty && draws.allSatisfy { $0.rows == words.words.count },
      "draws of \(draws.map(\.rows)) rows for \(words.words.count) words")
    let found = ratings.pairs.compactMap { pair -> (first: Int, second: Int, rating: Double)? in
      guard let first = words.row(of: pair.first), let second = words.row(of: pair.second) else { return nil }
      return (first, second, pair.rating)
    }
    (pairs, covered) = (ratings.pairs.count, found.count)
    let ranked = found.map(\.rating)
    // Ranks ask for the order of similarities alone, which is that of the distances turned round.
    func correlations(_ metric: Metric) -> [RankCorrelation] {
      draws.map { draw in
        RankCorrelation(
          found.map { -exactDistance(draw.row($0.first), draw.row($0.second), metric) }, ranked)
      }
    }
    cosine = Self.estimate(correlations(.cosine), bootstrap)
    euclidean = Self.estimate(correlations(.euclidean), bootstrap)
  }

  private static func estimate(_ draws: [RankCorrelation], _ bootstrap: Bootstrap?) -> Estimate? {
    let values = draws.compactMap(\.value)
    guard values.count == draws.count, let pairs = draws.first?.pairs else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return Estimate(
      mean: mean,
      standardDeviation: values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : nil,
      interval: bootstrap.flatMap { interval(draws, pairs: pairs, $0) })
  }

  private static func interval(_ draws: [RankCorrelation], pairs: Int, _ bootstrap: Bootstrap)
    -> ClosedRange<Double>?
  {
    var stream = RandomStream(bootstrap.key)
    var means: [Double] = []
    for _ in 0..<bootstrap.resamples {
      var counts = [Int](repeating: 0, count: pairs)
      for _ in 0..<pairs { counts[stream.below(pairs)] += 1 }
      let values = draws.compactMap { $0.value(counts: counts) }
      // A resample of one repeated pair has no correlation and is left out.
      if values.count == draws.count { means.append(values.reduce(0, +) / Double(values.count)) }
    }
    return PercentileInterval.interval(means, confidence: bootstrap.confidence)
  }
}
