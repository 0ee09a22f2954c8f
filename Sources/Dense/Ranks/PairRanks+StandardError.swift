extension PairRanks {
  // Bins of ranks: the mean of one set's ranks over those of the other changes little within one.
  private static let bins = 1 << 14
  // The variance of influences up to which they are one number but for the bins.
  private static let flat = 1e-6
  // How much more than by chance the influences of items must vary.
  private static let certain = 4.0
  // Fixed, so that sums do not depend on the number of threads.
  private static let parts = 8

  /// The standard error of the rank correlation ρ of two sets of items drawn at random, from the influence of each item.
  ///
  /// ρ is a function of the common distribution of the two distances a, b of a pair. With ranks F, G as shares from −½ to ½,
  /// V, W their variances, and t, u the shares of pairs that are tied with the pair in either set, a pair's influence is
  ///
  ///     φ = [F G + E(G′; a < a′) + E(F′; b < b′)] / √(V W) + ρ/8 (t² / V + u² / W)
  ///
  /// up to a constant, ties counted by half: how it moves ρ by itself, by the ranks of the others, and by their variances.
  /// ρ is a U-statistic of two items (Hoeffding 1948), so with hᵢ the mean φ of the pairs of item i, and n items,
  ///
  ///     SE² = 4/n Var(h)
  ///
  /// Measured on samples of known generators (latent factors, clusters, heavy tails; n = 100, 200, 600, 2,000): with
  /// Fisher's transformation, 1.96 SE on both sides hold the true value in 94-97 % of all samples; with fewer items, less
  /// often. Between unrelated sets h may vary by chance alone: then SE² is about 2q, q = 2/(n(n − 1)) Var(φ), and covers
  /// 99 %. So nil where it is below 4q; also for fewer than 4 items or where all distances of a set are equal. Ranks are
  /// grouped into 16,384 bins. Cost O(n²); memory O(n) and 4 MB.
  package func standardError(with other: PairRanks, correlation: Double, threads: Int) -> Double? {
    precondition(items == other.items, "ranks of the pairs of \(items) items and of \(other.items)")
    guard items > 3, squares > 0, other.squares > 0 else { return nil }
    let terms = influenceTerms(other, correlation, threads)
    let (pairs, count) = (Double(triangle.count), Double(items))
    let parts = Self.parts
    let influences = AlignedBuffer<Double>(count: parts * items)
    let moments = AlignedBuffer<Double>(count: parts * 8)
    SharedTasks(count: parts, threads: threads).run { _, part in
      let own = influences.pointer + part * items
      var (sum, square) = (0.0, 0.0)
      for item in stride(from: part, to: items, by: parts) {
        let start = triangle.start(ofRow: item)
        var itemSum = 0.0
        for step in 0..<triangle.length(ofRow: item) {
          let (a, b) = (centered.pointer[start + step], other.centered.pointer[start + step])
          let influence =
            Double(a) * Double(b) * terms.scale + terms.first[terms.bin(a)] + terms.second[terms.bin(b)]
          itemSum += influence
          own[item + 1 + step] += influence
          square += influence * influence
        }
        own[item] += itemSum
        sum += itemSum
      }
      (moments.pointer[part * 8], moments.pointer[part * 8 + 1]) = (sum, square)
    }
    var (sum, square) = (0.0, 0.0)
    for part in 0..<parts {
      sum += moments.pointer[part * 8]
      square += moments.pointer[part * 8 + 1]
    }
    let means = (0..<items).map { item in
      (0..<parts).reduce(0.0) { $0 + influences.pointer[$1 * items + item] } / (count - 1)
    }
    // The mean of all means of items is the mean of all pairs.
    let mean = sum / pairs
    let spread = means.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let variance = max(0, square / pairs - mean * mean)
    let own = 4 / count * spread
    // Of sets that are nearly one, no influence differs from another by more than bins do.
    guard variance < Self.flat || own > Self.certain * 2 / (count * (count - 1)) * variance else {
      return nil
    }
    return own.squareRoot()
  }

  /// What is added to a pair's own product for its rank in either set.
  private struct InfluenceTerms {
    let scale: Double
    var first: [Double]
    var second: [Double]
    let pairs: Float

    /// The bin of a doubled rank from the mean, which lies between −N and N.
    func bin(_ rank: Float) -> Int { PairRanks.bin(rank, pairs) }
  }

  private static func bin(_ rank: Float, _ pairs: Float) -> Int {
    max(0, min(bins - 1, Int((rank + pairs) / (2 * pairs) * Float(bins))))
  }

  private func influenceTerms(_ other: PairRanks, _ correlation: Double, _ threads: Int) -> InfluenceTerms {
    let (bins, parts, pairs) = (Self.bins, Self.parts, Float(triangle.count))
    // For each bin of either set: the sum of the other's ranks, and the number of pairs.
    let sums = AlignedBuffer<Double>(count: 4 * bins * parts)
    SharedTasks(count: parts, threads: threads).run { _, part in
      let own = sums.pointer + 4 * bins * part
      for item in stride(from: part, to: items, by: parts) {
        let start = triangle.start(ofRow: item)
        for pair in start..<(start + triangle.length(ofRow: item)) {
          let (a, b) = (centered.pointer[pair], other.centered.pointer[pair])
          let (first, second) = (Self.bin(a, pairs), Self.bin(b, pairs))
          own[first] += Double(b)
          own[bins + first] += 1
          own[2 * bins + second] += Double(a)
          own[3 * bins + second] += 1
        }
      }
    }
    let totals = (0..<4 * bins).map { bin in
      (0..<parts).reduce(0.0) { $0 + sums.pointer[$1 * 4 * bins + bin] }
    }
    // Ranks are 2N times shares, so variances 4N² times those of shares.
    let count = Double(triangle.count)
    let (shares, unit) = ((squares / count, other.squares / count), 2 * count)
    let scale = 1 / (shares.0.squareRoot() * shares.1.squareRoot())
    func terms(_ sums: ArraySlice<Double>, _ counts: ArraySlice<Double>, _ variance: Double) -> [Double] {
      var (above, result) = (0.0, [Double](repeating: 0, count: bins))
      for (bin, (sum, size)) in zip(sums, counts).enumerated().reversed() {
        let behind = (above + sum / 2) / count * unit * scale
        let tied = size / count * unit
        result[bin] = behind + correlation / 8 * tied * tied / variance
        above += sum
      }
      return result
    }
    return InfluenceTerms(
      scale: scale, first: terms(totals[0..<bins], totals[bins..<2 * bins], shares.0),
      second: terms(totals[2 * bins..<3 * bins], totals[3 * bins..<4 * bins], shares.1), pairs: pairs)
  }
}
