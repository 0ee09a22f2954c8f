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

    /// Whether coordinates must be orthonormal.
    var needsOrthonormal: Bool { procrustes || canonical || singularVectors }
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

/// The coordinates of two spaces and what all alignments of them share.
struct SpectrumPair: Sendable {
  let first: SpaceSpectrum
  let second: SpaceSpectrum
  /// √(HSIC₁(K, K) · HSIC₁(L, L)); nil where one of them is not above 0, or for fewer than four items.
  let debiasedNorm: Double?

  /// Two spaces of the same items.
  init(_ first: SpaceSpectrum, _ second: SpaceSpectrum) {
    precondition(first.items == second.items, "spaces of \(first.items) and \(second.items) items")
    (self.first, self.second) = (first, second)
    guard first.items >= 4 else {
      debiasedNorm = nil
      return
    }
    func own(_ space: SpaceSpectrum) -> Double {
      Self.independence(
        space, space, products: space.rowFourths.reduce(0, +),
        diagonal: space.rowSquares.reduce(0) { $0 + $1 * $1 })
    }
    let (one, two) = (own(first), own(second))
    debiasedNorm = one > 0 && two > 0 ? one.squareRoot() * two.squareRoot() : nil
  }

  /// HSIC₁ of centered rows, whose kernels have rows that sum to 0: without its diagonal, row i of K sums to −K[i, i].
  static func independence(
    _ a: SpaceSpectrum, _ b: SpaceSpectrum, products: Double, diagonal: Double
  ) -> Double {
    UnbiasedIndependence(
      items: a.items, products: products - diagonal, firstSum: -a.sumOfSquares, secondSum: -b.sumOfSquares,
      chained: diagonal
    ).value
  }

  /// Σ K[i, i] L[π(i), π(i)].
  func diagonal(_ alignment: [Int]?) -> Double {
    let (a, b) = (first.rowSquares, second.rowSquares)
    return a.indices.reduce(0) { $0 + a[$1] * b[alignment?[$1] ?? $1] }
  }
}

extension Matrix<Double> {
  /// Every row and every column times a number of its own. Cost n p.
  func scaling(rows rowFactors: [Double], columns columnFactors: [Double]) -> Matrix<Double> {
    precondition(
      rowFactors.count == rows && columnFactors.count == columns,
      "\(rowFactors.count)×\(columnFactors.count) factors for a \(rows)×\(columns) matrix")
    var result = self
    let (rows, columns) = (rows, columns)
    result.withMutableElements { elements in
      for row in 0..<rows {
        for column in 0..<columns {
          elements[row * columns + column] *= rowFactors[row] * columnFactors[column]
        }
      }
    }
    return result
  }
}
