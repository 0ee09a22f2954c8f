import Dense

/// The global scores of two spaces: of their own alignment in Double, and of random alignments.
///
/// The null is taken from products in Float, whose error of 1e-6 of a score is far below the spread of a null; what is
/// small, singular values included, is computed in Double. Cost of a permutation: 2 n r_A r_B and, where Procrustes or CCA
/// are asked for, 4/3 min(r_A, r_B)³. Of the coordinates, 4 bytes a number are kept until the null is there, then nothing.
/// Routines: `dgemm`, `dgesdd`; `sgemm`, `dsyrk`, `dsyevd`.
struct GlobalComparison: Sendable {
  /// Scores of the spaces as they are aligned.
  let observed: GlobalScores
  /// The standard error of debiased CKA, where it is asked for and defined.
  let standardError: Double?
  /// Scores of the permutations, in their order, once they were asked for.
  private(set) var permuted: [GlobalScores] = []
  /// What else of the coordinates the scores are made of.
  let pair: SpectrumPair
  private let request: GlobalScores.Request
  private var rounded: RoundedBases?

  private struct RoundedBases: Sendable {
    let first: Matrix<Float>
    let second: Matrix<Float>
  }

  /// Compares two spaces of the same items.
  /// - Throws: ``LinearAlgebraError``, ``Interrupted``.
  init(
    _ pair: SpectrumPair, _ first: Matrix<Double>, _ second: Matrix<Double>, request: GlobalScores.Request,
    threads: Int
  ) throws {
    (self.pair, self.request) = (pair, request)
    let product = BlockedProduct.transposed(first, times: second, threads: threads)
    try Interruption.check()
    observed = try GlobalScores(
      pair, product: product, diagonal: pair.diagonal(nil), request: request,
      singularValues: { try SingularValueDecomposition($0).singularValues })
    standardError = (request.influences ? observed.debiasedAlignment : nil).flatMap {
      ScoreInfluence.standardError(
        debiasedAlignment: $0, pair, first, second, product: product, threads: threads)
    }
    rounded = RoundedBases(
      first: first.converted(to: Float.self), second: second.converted(to: Float.self))
  }

  /// Adds the scores of random alignments; once.
  /// - Parameters:
  ///   - beside: work of one thread that has nothing to do with this, begun first.
  ///   - finished: hears the number of permutations done.
  /// - Throws: ``LinearAlgebraError``, ``Interrupted``.
  mutating func permute(
    _ permutations: ItemPermutations, threads: Int, beside: (() -> Void)? = nil,
    finished: (Int) -> Void = { _ in }
  ) throws {
    guard let rounded else { preconditionFailure("permutations for a second time") }
    self.rounded = nil
    let (pair, request) = (pair, request)
    let products = ReorderedProducts(rounded.first, rounded.second, workers: threads)
    let other = beside == nil ? 0 : 1
    let results = SharedResults<Result<GlobalScores, any Error>>(count: permutations.count)
    SharedTasks(count: other + permutations.count, threads: threads).runWhileWanted(
      finished: { finished(max(0, $1 - other)) }
    ) { worker, task in
      if task < other {
        beside?()
        return
      }
      let alignment = permutations[task - other]
      results.set(
        task - other,
        Result {
          try GlobalScores(
            pair, product: products.product(alignment, worker: worker), diagonal: pair.diagonal(alignment),
            request: request, singularValues: Self.singularValues)
        })
    }
    try Interruption.check()
    permuted = try results.values.map { try $0.get() }
  }

  // From the smaller Gram matrix: squaring costs digits of small values, of which a mean over a null shows nothing.
  private static func singularValues(_ matrix: Matrix<Double>) throws -> [Double] {
    let gram =
      matrix.columns <= matrix.rows ? Matrix(gramOfColumnsOf: matrix) : Matrix(gramOfRowsOf: matrix)
    return try symmetricEigenvalues(gram).reversed().map { max(0, $0).squareRoot() }
  }
}
