import Dense

/// The global scores of two spaces: of their own alignment in Double, and of random alignments.
///
/// The null is taken from products in Float, whose error of 1e-6 of a score is far below the spread of a null; what is
/// small, singular values included, is computed in Double. Cost of a permutation: 2 n r_A r_B and, where Procrustes or CCA
/// are asked for, 4/3 min(r_A, r_B)³. Routines: `dgemm`, `dgesdd`; `sgemm`, `dsyrk`, `dsyevd`.
struct GlobalComparison: Sendable {
  /// Scores of the spaces as they are aligned.
  let observed: GlobalScores
  /// Scores of the permutations, in their order.
  let permuted: [GlobalScores]
  /// W of the spaces as they are aligned.
  let product: Matrix<Double>
  /// The coordinates.
  let pair: SpectrumPair

  /// Compares two spaces of the same items.
  /// - Parameter finished: hears the number of permutations done.
  /// - Throws: ``LinearAlgebraError``.
  init(
    _ pair: SpectrumPair, request: GlobalScores.Request, permutations: ItemPermutations, threads: Int,
    finished: (Int) -> Void = { _ in }
  ) throws {
    self.pair = pair
    product = BlockedProduct.transposed(pair.first.basis, times: pair.second.basis, threads: threads)
    observed = try GlobalScores(
      pair, product: product, diagonal: pair.diagonal(nil), request: request,
      singularValues: { try SingularValueDecomposition($0).singularValues })
    let first = pair.first.basis.converted(to: Float.self)
    let second = pair.second.basis.converted(to: Float.self)
    let results = SharedResults<Result<GlobalScores, any Error>>(count: permutations.count)
    SharedTasks(count: permutations.count, threads: threads).run(finished: { finished($1) }) { _, task in
      let alignment = permutations[task]
      results.set(
        task,
        Result {
          try GlobalScores(
            pair, product: Self.product(first, second, alignment).converted(to: Double.self),
            diagonal: pair.diagonal(alignment), request: request, singularValues: Self.singularValues)
        })
    }
    permuted = try results.values.map { try $0.get() }
  }

  // basisᵀ_A · P · basis_B; the narrower side is put into the other order.
  private static func product(_ first: Matrix<Float>, _ second: Matrix<Float>, _ alignment: [Int]) -> Matrix<
    Float
  > {
    if second.columns <= first.columns {
      return Dense.product(first, Matrix(second, selecting: alignment), transposingFirst: true)
    }
    var inverse = alignment
    for (item, partner) in alignment.enumerated() { inverse[partner] = item }
    return Dense.product(Matrix(first, selecting: inverse), second, transposingFirst: true)
  }

  // From the smaller Gram matrix: squaring costs digits of small values, of which a mean over a null shows nothing.
  private static func singularValues(_ matrix: Matrix<Double>) throws -> [Double] {
    let gram =
      matrix.columns <= matrix.rows ? Matrix(gramOfColumnsOf: matrix) : Matrix(gramOfRowsOf: matrix)
    return try symmetricEigenvalues(gram).reversed().map { max(0, $0).squareRoot() }
  }
}
