import Dense

/// How much every item moves debiased CKA: the influence function ψ of the score at every item, by which its standard error
/// is √(Σ ψᵢ² / (n (n − 1))).
///
/// With hᵢ = xᵢᵀ XᵀY yᵢ − K[i, i] L[i, i], an item's share of the sum that HSIC₁(K, L) estimates, and relative influences
/// e(i) = n hᵢ / Σ h − 1:
///
///     ψᵢ = θ (2 e_xy(i) − e_xx(i) − e_yy(i))
///
/// since the kernels of centered rows lose nothing to first order where an item moves the center. Intervals of ± 1.96
/// standard errors hold the mean score in 93 to 97.5 % of samples (docs/MEASURES.md). Those made alike for CKA, Procrustes and
/// canonical correlations hold it in up to 100 %: they have none. Cost 2 n r_A r_B. Routine: `dgemm`.
enum ScoreInfluence {
  /// The standard error of the debiased CKA of a comparison; nil for fewer than two items or what is not finite.
  static func standardError(debiasedAlignment score: Double, of comparison: GlobalComparison, threads: Int)
    -> Double?
  {
    let (a, b) = (comparison.pair.first, comparison.pair.second)
    // The scales go into W, twice, so that no row is copied.
    let weights = comparison.product.scaling(rows: a.scales, columns: b.scales)
      .scaling(rows: a.scales, columns: b.scales)
    var cross = BlockedProduct.rowProducts(a.basis, times: weights, with: b.basis, threads: threads)
    var (first, second) = (a.rowFourths, b.rowFourths)
    for item in cross.indices {
      cross[item] -= a.rowSquares[item] * b.rowSquares[item]
      first[item] -= a.rowSquares[item] * a.rowSquares[item]
      second[item] -= b.rowSquares[item] * b.rowSquares[item]
    }
    let (both, one, two) = (relative(cross), relative(first), relative(second))
    let n = Double(both.count)
    guard n > 1 else { return nil }
    let squares = both.indices.reduce(0.0) { sum, item in
      let influence = score * (2 * both[item] - one[item] - two[item])
      return sum + influence * influence
    }
    let error = (squares / (n * (n - 1))).squareRoot()
    return error.isFinite ? error : nil
  }

  // They sum to 0.
  private static func relative(_ shares: [Double]) -> [Double] {
    let sum = shares.reduce(0, +)
    let n = Double(shares.count)
    return shares.map { n * $0 / sum - 1 }
  }
}
