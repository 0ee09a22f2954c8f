import Dense

/// What a comparison by distances takes of one space: the ranks of the distances between all its items, or between the
/// items of a random sample where there are very many. Made once for each space and metric, whatever it is compared with.
package struct DistanceRanks: Sendable {
  /// From how many items on a sample stands for all, and of how many items it is.
  struct Sampling: Sendable {
    /// The least number of items that is sampled.
    var from = 20_000
    /// Number of items of the sample.
    var items = 10_000
  }

  /// Number of items of the space.
  package let items: Int
  /// How many of them were taken at random, where not all were.
  package var sampledItems: Int? { sample?.count }
  /// The items that were taken, ascending.
  let sample: [Int]?
  let ranks: PairRanks

  /// Ranks the distances between rows (n×d; finite).
  ///
  /// All distances are computed in Double, cosine as 1 − cos (1 from and to a zero row). Equal ones share the mean of their
  /// ranks. From 20,000 items on, 10,000 of them are taken, the same for all spaces of n items and one `key`. Cost n² d;
  /// memory 12 bytes a pair while it runs, 4 afterwards: 510 and 170 MB for 9,251 items. Routine: `dgemm`.
  /// - Parameters:
  ///   - metric: cosine or Euclidean.
  ///   - key: the stream of the sample.
  ///   - progress: hears the part that is done, from 0 to 1.
  package init(
    _ rows: MeasuredRows, metric: Metric, threads: Int, key: StreamKey,
    progress: (@Sendable (Double) -> Void)? = nil
  ) {
    self.init(rows, metric: metric, threads: threads, key: key, sampling: Sampling(), progress: progress)
  }

  /// The same with limits of one's own.
  init(
    _ rows: MeasuredRows, metric: Metric, threads: Int, key: StreamKey, sampling: Sampling,
    progress: (@Sendable (Double) -> Void)? = nil
  ) {
    items = rows.rows
    var sample: [Int]?
    if rows.rows >= sampling.from, sampling.items < rows.rows {
      var stream = RandomStream(key)
      sample = stream.permutation(rows.rows).prefix(sampling.items).sorted()
    }
    self.sample = sample
    let distance = Self.distance(metric)
    if let exact = rows.exact {
      let chosen = sample.map { Matrix(exact, selecting: $0).view } ?? exact
      ranks = PairRanks(chosen, metric: distance, threads: threads, progress: progress)
    } else {
      let chosen = sample.map { Matrix(rows.rounded, selecting: $0).view } ?? rows.rounded
      ranks = PairRanks(chosen, metric: distance, threads: threads, progress: progress)
    }
  }

  /// An alignment of all items as one of the sample: an item of it is paired with the one whose partner has its partner's
  /// place among the partners of the sample. Of uniform alignments, a uniform one. Cost n log n.
  func restricted(_ alignment: [Int]) -> [Int] {
    guard let sample else { return alignment }
    let partners = sample.map { alignment[$0] }
    var restricted = [Int](repeating: 0, count: sample.count)
    for (place, item) in partners.indices.sorted(by: { partners[$0] < partners[$1] }).enumerated() {
      restricted[item] = place
    }
    return restricted
  }

  private static func distance(_ metric: Metric) -> DistanceMetric {
    switch metric {
    case .cosine: .cosine
    case .euclidean: .euclidean
    case .innerProduct: preconditionFailure("ranks of distances by inner product, which is none")
    }
  }
}
