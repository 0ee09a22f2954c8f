import Dense

/// How much every item moves a global score: the influence function ψ of the score at every item, by which its standard
/// error is √(Σ ψᵢ² / (n (n − 1))).
///
/// With relative influences e_M(i) = n mᵢ / Σ mᵢ − 1 of a sum Σ mᵢ over items:
///
/// | score θ | ψᵢ |
/// |---|---|
/// | CKA | θ (2 e_xy − e_xx − e_yy), m of xy: xᵢᵀ XᵀY yᵢ |
/// | debiased CKA | the same without the items' own share: xᵢᵀ XᵀY yᵢ − K[i, i] L[i, i] |
/// | Procrustes | θ (e_c − ½ e_x − ½ e_y), m of c: xᵢᵀ P Qᵀ yᵢ for XᵀY = P Σ Qᵀ; m of x: ‖xᵢ‖² |
/// | a canonical correlation ρ with variates u, v of variance 1 | uᵢ vᵢ − ½ ρ (uᵢ² + vᵢ²) (Romanazzi 1992) |
struct ScoreInfluence {
  private let pair: SpectrumPair
  private let scaled: Matrix<Double>
  private let product: Matrix<Double>
  private let threads: Int

  /// The influences on the scores of a comparison.
  init(_ comparison: GlobalComparison, threads: Int) {
    (pair, product) = (comparison.pair, comparison.product)
    scaled = product.scaling(rows: pair.first.scales, columns: pair.second.scales)
    self.threads = threads
  }

  /// On CKA, or debiased CKA.
  func kernelAlignment(_ score: Double, debiased: Bool) -> [Double] {
    let (a, b) = (pair.first, pair.second)
    var cross = rowProducts(scaled)
    var (first, second) = (a.rowFourths, b.rowFourths)
    if debiased {
      for item in cross.indices {
        cross[item] -= a.rowSquares[item] * b.rowSquares[item]
        first[item] -= a.rowSquares[item] * a.rowSquares[item]
        second[item] -= b.rowSquares[item] * b.rowSquares[item]
      }
    }
    let (both, one, two) = (Self.relative(cross), Self.relative(first), Self.relative(second))
    return both.indices.map { score * (2 * both[$0] - one[$0] - two[$0]) }
  }

  /// On Procrustes similarity.
  /// - Throws: ``LinearAlgebraError``.
  func procrustes(_ score: Double) throws -> [Double] {
    let (a, b) = (pair.first, pair.second)
    let svd = try SingularValueDecomposition(scaled)
    let rotation = Dense.product(svd.u, svd.vTransposed)
    let cross = rowProducts(rotation)
    let (both, one, two) = (
      Self.relative(cross), Self.relative(a.rowSquares), Self.relative(b.rowSquares)
    )
    return both.indices.map { score * (both[$0] - (one[$0] + two[$0]) / 2) }
  }

  /// On the mean of canonical correlations, or of their squares, or on the first alone.
  /// - Throws: ``LinearAlgebraError``.
  func correlations(squared: Bool, first: Bool) throws -> [Double] {
    let svd = try SingularValueDecomposition(product)
    let count = first ? 1 : svd.singularValues.count
    let length = Double(pair.first.items).squareRoot()
    let left = BlockedProduct.rows(pair.first.basis, times: svd.u, threads: threads)
    let right = BlockedProduct.rows(pair.second.basis, times: svd.vTransposed.transposed, threads: threads)
    return (0..<pair.first.items).map { item in
      let (u, v) = (left.view.row(item), right.view.row(item))
      var sum = 0.0
      for place in 0..<count {
        let correlation = svd.singularValues[place]
        let (x, y) = (length * u[place], length * v[place])
        let influence = x * y - correlation * (x * x + y * y) / 2
        sum += squared ? 2 * correlation * influence : influence
      }
      return sum / Double(max(count, 1))
    }
  }

  /// √(Σ ψᵢ² / (n (n − 1))) after ψ is centered; nil for fewer than two items or what is not finite.
  static func standardError(_ influences: [Double]) -> Double? {
    let n = Double(influences.count)
    guard n > 1 else { return nil }
    let mean = influences.reduce(0, +) / n
    let squares = influences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (squares / (n * (n - 1))).squareRoot()
    return error.isFinite ? error : nil
  }

  // xᵢᵀ W yᵢ: the scales go into W, so that no row is copied.
  private func rowProducts(_ weights: Matrix<Double>) -> [Double] {
    BlockedProduct.rowProducts(
      pair.first.basis, times: weights.scaling(rows: pair.first.scales, columns: pair.second.scales),
      with: pair.second.basis, threads: threads)
  }

  private static func relative(_ shares: [Double]) -> [Double] {
    let sum = shares.reduce(0, +)
    let n = Double(shares.count)
    return shares.map { n * $0 / sum - 1 }
  }
}
