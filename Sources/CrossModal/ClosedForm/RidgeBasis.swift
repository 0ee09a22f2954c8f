import Dense

/// One decomposition of centered rows X (n×p) and Y (n×q), from which the ridge maps of all penalties follow.
///
/// W(α) = T · diag(g(α)) · R, and the fitted rows X · W(α) = L · diag(f(α)) · R:
///
/// | route | T | R | g | L | f |
/// |---|---|---|---|---|---|
/// | covariance: XᵀX = V Λ Vᵀ | V | VᵀXᵀY | 1/(λ+α) | X V | 1/(λ+α) |
/// | gram: XXᵀ = U Λ Uᵀ | XᵀU | UᵀY | 1/(λ+α) | U | λ/(λ+α) |
/// | singular values: X = U Σ Vᵀ | V | UᵀY | σ/(σ²+α) | U | σ²/(σ²+α) |
///
/// The leverage of row i is 1/n + Σⱼ Lᵢⱼ² fⱼ in every route.
struct RidgeBasis: Sendable {
  /// How the basis was found.
  enum Route: Sendable { case covariance, gram, singularValues }

  /// How the basis was found.
  let route: Route
  /// λ of XᵀX or XXᵀ, 0 where it cannot be told from 0, or σ² of the kept singular values.
  let squares: [Double]
  /// The number of directions that the rows tell from none.
  let rank: Int
  /// T, p×r.
  let directions: Matrix<Double>
  /// R, r×q.
  let coefficients: Matrix<Double>
  /// U, n×r, of the routes that have it.
  private let left: Matrix<Double>?

  /// The basis by eigenvalues: of XᵀX where p ≤ n, else of XXᵀ. Cost n p min(n, p) + 9 min(n, p)³. Routines: `dsyrk`,
  /// `dsyevd`.
  /// - Throws: ``LinearAlgebraError``.
  init(eigenvaluesOf x: Matrix<Double>, _ y: Matrix<Double>) throws {
    if x.columns <= x.rows {
      try self.init(covariance: Matrix(gramOfColumnsOf: x), cross: product(x, y, transposingFirst: true))
      return
    }
    let eigen = try SymmetricEigendecomposition(Matrix(gramOfRowsOf: x))
    self.init(
      route: .gram, eigenvalues: eigen.eigenvalues,
      directions: product(x, eigen.eigenvectors, transposingFirst: true),
      coefficients: product(eigen.eigenvectors, y, transposingFirst: true), left: eigen.eigenvectors)
  }

  /// The basis of XᵀX (p×p) and XᵀY (p×q) alone. Cost 9 p³ + 2 p² q. Routine: `dsyevd`.
  /// - Throws: ``LinearAlgebraError``.
  init(covariance: Matrix<Double>, cross: Matrix<Double>) throws {
    let eigen = try SymmetricEigendecomposition(covariance)
    self.init(
      route: .covariance, eigenvalues: eigen.eigenvalues, directions: eigen.eigenvectors,
      coefficients: product(eigen.eigenvectors, cross, transposingFirst: true), left: nil)
  }

  // Eigenvalues of a matrix of squares are right to some times the precision of the largest.
  private init(
    route: Route, eigenvalues: [Double], directions: Matrix<Double>, coefficients: Matrix<Double>,
    left: Matrix<Double>?
  ) {
    (self.route, self.directions, self.coefficients, self.left) = (route, directions, coefficients, left)
    let smallest =
      max(0, eigenvalues.max() ?? 0) * Double(16 * max(directions.rows, eigenvalues.count)) * .ulpOfOne
    squares = eigenvalues.map { $0 > smallest ? $0 : 0 }
    rank = squares.count { $0 > 0 }
  }

  /// The basis by singular values, without those of σ ≤ σ₁·max(n, p)·ε. Cost about 6 n p min(n, p). Routine: `dgesdd`.
  /// - Throws: ``LinearAlgebraError``.
  init(singularValuesOf x: Matrix<Double>, _ y: Matrix<Double>) throws {
    let svd = try SingularValueDecomposition(x)
    let smallest = (svd.singularValues.first ?? 0) * Double(max(x.rows, x.columns)) * .ulpOfOne
    let kept = svd.singularValues.prefix { $0 > smallest }.count
    let u = Matrix(rows: x.rows, columns: kept) { svd.u[$0, $1] }
    route = .singularValues
    squares = svd.singularValues.prefix(kept).map { $0 * $0 }
    rank = kept
    directions = Matrix(svd.vTransposed.rows(0..<kept)).transposed
    coefficients = product(u, y, transposingFirst: true)
    left = u
  }

  /// The largest eigenvalue of XᵀX.
  var largestSquare: Double { squares.max() ?? 0 }

  /// g(α): 0 where it would be 0/0.
  func gains(_ penalty: Double) -> [Double] {
    squares.map { square in
      guard square + penalty > 0 else { return 0 }
      return (route == .singularValues ? square.squareRoot() : 1) / (square + penalty)
    }
  }

  /// f(α): 0 where it would be 0/0.
  func shrinkage(_ penalty: Double) -> [Double] {
    squares.map { square in
      guard square + penalty > 0 else { return 0 }
      return (route == .covariance ? 1 : square) / (square + penalty)
    }
  }

  /// W(α), p×q. Cost 2 p r q. Routine: `dgemm`.
  func weights(_ penalty: Double) -> Matrix<Double> {
    product(directions, Matrix(coefficients, scalingRowsBy: gains(penalty)))
  }

  /// L, n×r, of the rows X that the basis was found on. Cost 2 n p² in the route by covariance. Routine: `dgemm`.
  func leftRows(of x: Matrix<Double>) -> Matrix<Double> { left ?? product(x, directions) }
}
