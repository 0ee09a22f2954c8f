import Dense

/// What the overlap would be if the items of the two sets belonged together by accident.
///
/// A random permutation π of the items aligns the second set anew: item i of the second set becomes item π(i). Its
/// neighbors are the same items under new names, so no search is needed:
///
///     mNNO_K(π) = 1/(K N) · Σᵢ |NN_K^V(π(i)) ∩ π(NN_K^Z(i))|
///
/// Unlike the chance level, which holds for uniformly drawn lists, this null keeps what each set is like: hubs, clusters,
/// duplicates. p = (1 + |{π : mNNO(π) ≥ mNNO}|) / (1 + m) for m permutations, one-sided, never 0 (Phipson and Smyth
/// 2010). Cost O(m N k) for all K together; the same permutations for every K.
public struct PermutationNull: Equatable, Sendable {
  /// The null distribution at one K.
  public struct Estimate: Equatable, Sendable {
    /// Mean over the permutations.
    public let mean: Double
    /// Standard deviation over them (denominator m − 1); 0 for one permutation.
    public let standardDeviation: Double
    /// One-sided probability of an overlap at least as large as the observed one.
    public let p: Double
  }

  /// Number of permutations.
  public let permutations: Int
  private let observed: OverlapCurve
  // For each K: Σ and Σ² of the shared neighbors beyond the observed number, and how many permutations reached it.
  private let sums: [Double]
  private let squares: [Double]
  private let reached: [Int]

  /// Draws `permutations` ≥ 1 of them from the stream of `key` and compares two tables of the same items, k and treatment
  /// of self; the tables must have a list for every item.
  public init(_ first: NeighborTable, _ second: NeighborTable, permutations: Int, key: StreamKey) {
    precondition(permutations >= 1, "\(permutations) permutations")
    precondition(
      NeighborOverlap.indexBound(first, second) <= first.items, "permutations of a part of the items")
    self.permutations = permutations
    observed = OverlapCurve(first, second)
    var sums = [Double](repeating: 0, count: first.k)
    var squares = sums
    var reached = [Int](repeating: 0, count: first.k)
    var stream = RandomStream(key)
    for _ in 0..<permutations {
      let curve = OverlapCurve(first, second, labels: stream.permutation(first.items))
      for place in 0..<first.k {
        let difference = Double(curve.shared[place] - observed.shared[place])
        sums[place] += difference
        squares[place] += difference * difference
        if difference >= 0 { reached[place] += 1 }
      }
    }
    (self.sums, self.squares, self.reached) = (sums, squares, reached)
  }

  /// The null distribution of the overlap at K.
  public func estimate(_ k: Int) -> Estimate {
    precondition(k >= 1 && k <= sums.count, "K = \(k) of tables of \(sums.count) neighbors")
    let m = Double(permutations)
    let scale = Double(k) * Double(max(observed.items, 1))
    let mean = sums[k - 1] / m
    let variance = permutations > 1 ? max(0, squares[k - 1] - m * mean * mean) / (m - 1) : 0
    return Estimate(
      mean: observed.mean(k) + mean / scale, standardDeviation: variance.squareRoot() / scale,
      p: Double(1 + reached[k - 1]) / (1 + m))
  }
}
