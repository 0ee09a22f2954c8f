import Dense

/// The maps of limited rank from one ridge map: all ranks of one penalty from one decomposition.
///
/// W(r) = W V V ᵀ with the ridge map's W and the first r right singular vectors V of its fitted rows X W: without a penalty, the
/// W of rank r with the least squared error. Cost of the first: ridge's and 6 r q min(r, q); of each further one
/// 4 p q r. Routines: `dgesdd`, `dgemm`.
public struct ReducedRankPath: Sendable {
  private let ridge: AffineMap
  private let means: (inputs: [Double], outputs: [Double])
  private let directions: Matrix<Double>
  /// The singular values of the fitted rows, descending.
  public let singularValues: [Double]

  /// Prepares the ranks of one penalty on a ridge path.
  /// - Throws: ``ClosedFormError`` for a penalty that is negative or not finite; ``LinearAlgebraError``.
  public init(_ path: RidgePath, penalty: Double) throws {
    let basis = try path.basis(penalty)
    // X W = L diag(f) R, where the columns of L have lengths σ (covariance) or 1: its singular values and right vectors are
    // those of the smaller matrix on the right.
    let factors = zip(basis.shrinkage(penalty), basis.squares).map {
      basis.route == .covariance ? $0 * $1.squareRoot() : $0
    }
    let svd = try SingularValueDecomposition(Matrix(basis.coefficients, scalingRowsBy: factors))
    (directions, singularValues) = (svd.vTransposed, svd.singularValues)
    ridge = try path.map(penalty: penalty)
    means = (path.x.means, path.y.means)
  }

  /// The map of a rank; the ridge map itself without one, or with the largest.
  /// - Throws: ``ClosedFormError`` for a rank outside 1 … min(p, q).
  public func map(rank: Int? = nil) throws -> AffineMap {
    if let rank { try ClosedFormError.check(rank: rank, inputs: ridge.inputs, outputs: ridge.outputs) }
    guard let rank, rank < min(ridge.inputs, ridge.outputs) else { return ridge }
    let first = directions.rows(0..<min(rank, directions.rows))
    let weights = product(product(ridge.weights, first, transposingSecond: true), first)
    return AffineMap(weights: weights, from: means.inputs, to: means.outputs)
  }
}
