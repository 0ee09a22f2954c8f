import Dense

/// The scores of two spaces that follow from one product of their coordinates, W = basisᵀ_A · P · basis_B.
///
/// With scales s: XᵀPY = diag(s_A) · W · diag(s_B) up to rotations, which no measure sees.
///
/// | score | formula |
/// |---|---|
/// | linear CKA | ‖XᵀPY‖²_F / (‖XᵀX‖_F ‖YᵀY‖_F) (Kornblith et al. 2019) |
/// | debiased CKA | HSIC₁(K, L) / √(HSIC₁(K, K) HSIC₁(L, L)), K = XXᵀ, L = YYᵀ, without n×n kernels (Murphy et al. 2024) |
/// | Procrustes | ‖XᵀPY‖_* / (‖X‖_F ‖Y‖_F) |
/// | CCA | singular values of W, orthonormal coordinates |
/// | SVCCA | the same of the first directions that hold 99 % of the squares (Raghu et al. 2017) |
struct GlobalScores: Equatable, Sendable {
  /// What is asked for.
  struct Request: Equatable, Sendable {
    var procrustes = false
    var canonical = false
    var singularVectors = false
    /// The standard error of debiased CKA.
    var influences = false
  }

  private(set) var kernelAlignment: Double?
  private(set) var debiasedAlignment: Double?
  private(set) var procrustes: Double?
  private(set) var correlations: [Double]?
  private(set) var singularVectorCorrelation: Double?

  /// Scores of one alignment.
  /// - Parameters:
  ///   - product: W of this alignment.
  ///   - diagonal: Σ K[i, i] L[π(i), π(i)] of this alignment.
  ///   - singularValues: how singular values of a matrix are found.
  init(
    _ pair: SpectrumPair, product w: Matrix<Double>, diagonal: Double, request: Request,
    singularValues: (Matrix<Double>) throws -> [Double]
  ) rethrows {
    let (a, b) = (pair.first, pair.second)
    let scaled = a.isOrthonormal || b.isOrthonormal ? w.scaling(rows: a.scales, columns: b.scales) : w
    let products = scaled.sumOfSquares
    if !a.isConstant && !b.isConstant {
      kernelAlignment =
        products / (a.rowFourths.reduce(0, +).squareRoot() * b.rowFourths.reduce(0, +).squareRoot())
    }
    if let norm = pair.debiasedNorm {
      debiasedAlignment =
        SpectrumPair.independence(a, b, products: products, diagonal: diagonal) / norm
    }
    if request.procrustes && kernelAlignment != nil {
      let sum = try singularValues(scaled).reduce(0, +)
      procrustes = min(1, sum / (a.sumOfSquares * b.sumOfSquares).squareRoot())
    }
    if request.canonical { correlations = try singularValues(w).map { min(1, $0) } }
    if request.singularVectors {
      let (rows, columns) = (a.directions(holding: 0.99), b.directions(holding: 0.99))
      let part = Matrix(rows: rows, columns: columns) { w[$0, $1] }
      let found = try singularValues(part).prefix(min(rows, columns)).map { min(1, $0) }
      singularVectorCorrelation = found.isEmpty ? nil : found.reduce(0, +) / Double(found.count)
    }
  }
}
