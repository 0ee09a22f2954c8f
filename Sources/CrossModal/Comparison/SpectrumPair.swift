import Dense

/// What all alignments of the coordinates of two spaces share.
struct SpectrumPair: Sendable {
  let first: SpectrumSummary
  let second: SpectrumSummary
  /// √(HSIC₁(K, K) · HSIC₁(L, L)); nil where one of them is not above 0, or for fewer than four items.
  let debiasedNorm: Double?

  /// Two spaces of the same items.
  init(_ first: SpectrumSummary, _ second: SpectrumSummary) {
    precondition(first.items == second.items, "spaces of \(first.items) and \(second.items) items")
    (self.first, self.second) = (first, second)
    guard first.items >= 4 else {
      debiasedNorm = nil
      return
    }
    func own(_ space: SpectrumSummary) -> Double {
      Self.independence(
        space, space, products: space.rowFourths.reduce(0, +),
        diagonal: space.rowSquares.reduce(0) { $0 + $1 * $1 })
    }
    let (one, two) = (own(first), own(second))
    debiasedNorm = one > 0 && two > 0 ? one.squareRoot() * two.squareRoot() : nil
  }

  /// HSIC₁ of centered rows, whose kernels have rows that sum to 0: without its diagonal, row i of K sums to −K[i, i].
  static func independence(
    _ a: SpectrumSummary, _ b: SpectrumSummary, products: Double, diagonal: Double
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
