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
  /// The standard error of the debiased CKA of two spaces; nil for fewer than two items or what is not finite.
  /// - Parameters:
  ///   - first: the basis of the first space, n×r_A.
  ///   - second: that of the second, n×r_B.
  ///   - product: W of the spaces as they are aligned.
  static func standardError(
    debiasedAlignment score: Double, _ pair: SpectrumPair, _ first: Matrix<Double>, _ second: Matrix<Double>,
    product: Matrix<Double>, threads: Int
  ) -> Double? {
    let (a, b) = (pair.first, pair.second)
    // The scales go into W, twice, so that no row is copied.
    let weights = product.scaling(rows: a.scales, columns: b.scales)
      .scaling(rows: a.scales, columns: b.scales)
    var cross = BlockedProduct.rowProducts(first, times: weights, with: second, threads: threads)
    var (fourths, others) = (a.rowFourths, b.rowFourths)
    for item in cross.indices {
      cross[item] -= a.rowSquares[item] * b.rowSquares[item]
      fourths[item] -= a.rowSquares[item] * a.rowSquares[item]
      others[item] -= b.rowSquares[item] * b.rowSquares[item]
    }
    let (both, one, two) = (relative(cross), relative(fourths), relative(others))
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
