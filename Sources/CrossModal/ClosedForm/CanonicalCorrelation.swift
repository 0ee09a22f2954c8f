import Dense

/// The canonical directions of two row-aligned sets, with a penalty on both covariances.
///
/// A and B make the columns of X A and Y B as correlated as possible, in turn, where columns of one side are uncorrelated:
/// Aᵀ (XᵀX + α) A = n = Bᵀ (YᵀY + α) B. They follow from whitening both sides, Tx = V diag(1/√(σ²+α)) of X = U Σ Vᵀ, and
/// from TxᵀXᵀY Ty = P diag(ρ) Qᵀ: A = √n Tx P, B = √n Ty Q. Without a penalty the columns of X A have variance 1
/// (denominator n) and ρ are the canonical correlations. The penalty is added to XᵀX and YᵀY, not divided by n.
/// The routes are those of ``RidgePath``, but for fewer rows than columns always singular values. Cost: the decompositions
/// of both sides, 2 n (p² + q² + p q) + 6 p q min(p, q). Routines: `dsyevd` or `dgesdd`, `dgemm`.
public struct CanonicalCorrelation: Sendable {
  /// ρ, descending, each in 0…1: as many as both sides have directions.
  public let correlations: [Double]
  private let inputs: Matrix<Double>
  private let targets: Matrix<Double>
  private let inputMeans: [Double]
  private let targetMeans: [Double]

  /// Solves for row-aligned inputs (n×p) and targets (n×q).
  /// - Throws: ``ClosedFormError`` without rows, for a number that is not finite, or a penalty that is negative or not
  ///   finite; ``LinearAlgebraError``.
  public init(x: some RowMajor<Double>, y: some RowMajor<Double>, penalty: Double = 0) throws {
    let path = try RidgePath(x: x, y: y)
    try self.init(path, RidgePath(path.y, path.x), penalty: penalty)
  }

  /// Solves for row-aligned inputs (n×p) and targets (n×q), read in Double.
  /// - Throws: as for Double.
  public init(x: some RowMajor<Float>, y: some RowMajor<Float>, penalty: Double = 0) throws {
    let path = try RidgePath(x: x, y: y)
    try self.init(path, RidgePath(path.y, path.x), penalty: penalty)
  }

  /// Solves from the decompositions of both sides, which their paths keep.
  init(_ path: RidgePath, _ opposite: RidgePath, penalty: Double) throws {
    let (first, second) = (try path.whitening(penalty: penalty), try opposite.whitening(penalty: penalty))
    let svd = try SingularValueDecomposition(product(first.rows, second.rows, transposingFirst: true))
    let directions = min(first.rank, second.rank)
    correlations = svd.singularValues.prefix(directions).map { min(1, $0) }
    let length = Double(path.items).squareRoot()
    let left = Matrix(rows: svd.u.rows, columns: directions) { length * svd.u[$0, $1] }
    let right = Matrix(rows: svd.vTransposed.columns, columns: directions) {
      length * svd.vTransposed[$1, $0]
    }
    (inputs, targets) = (product(first.matrix, left), product(second.matrix, right))
    (inputMeans, targetMeans) = (path.x.means, opposite.x.means)
  }

  /// The projections of both sides on the first `rank` pairs of directions, all that the rows have without a rank. Directions
  /// that they have not are zeros.
  /// - Throws: ``ClosedFormError`` for a rank outside 1 … min(p, q).
  public func map(rank: Int? = nil) throws -> ClosedFormMap {
    if let rank { try ClosedFormError.check(rank: rank, inputs: inputs.rows, outputs: targets.rows) }
    let found = correlations.count
    let columns = max(1, rank ?? found)
    func side(_ matrix: Matrix<Double>) -> Matrix<Double> {
      Matrix(rows: matrix.rows, columns: columns) { $1 < found ? matrix[$0, $1] : 0 }
    }
    let zeros = [Double](repeating: 0, count: columns)
    return ClosedFormMap(
      map: AffineMap(weights: side(inputs), from: inputMeans, to: zeros),
      targetStep: .projection(shift: targetMeans, matrix: side(targets)),
      notes: columns > found
        ? ["the rows have \(found) pairs of directions: \(columns - found) of \(columns) dimensions are 0"]
        : [])
  }
}

extension RidgePath {
  /// Tx = V diag(1/√(σ²+α)) and the rows X Tx, of those directions whose σ is not 0.
  func whitening(penalty: Double) throws -> (matrix: Matrix<Double>, rows: Matrix<Double>, rank: Int) {
    let basis = try directionBasis(penalty)
    let shrunk = basis.squares.map { $0 + penalty > 0 ? 1 / ($0 + penalty).squareRoot() : 0 }
    let left = basis.leftRows(of: x.matrix)
    let factors =
      basis.route == .covariance ? shrunk : zip(shrunk, basis.squares).map { $0 * $1.squareRoot() }
    return (
      matrix: Matrix(rows: inputs, columns: shrunk.count) { basis.directions[$0, $1] * shrunk[$1] },
      rows: Matrix(rows: items, columns: shrunk.count) { left[$0, $1] * factors[$1] }, rank: basis.rank
    )
  }
}
