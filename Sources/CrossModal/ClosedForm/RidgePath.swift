import Dense

/// The ridge maps of all penalties from one decomposition.
///
/// f(x) = x · W + b minimizes Σᵢ ‖yᵢ − f(xᵢ)‖² + α ‖W‖²: the penalty is added to XᵀX, not divided by the number of rows, and b
/// is not penalized: both sides are centered on these rows. Penalty 0 is the solution of least norm. A penalty above 1e-8 of
/// the largest squared singular value takes the eigenvalues of XᵀX, or of XXᵀ where there are fewer rows than columns; smaller
/// ones the singular values of X, because squaring loses half of the digits. Each decomposition is made when it is first
/// needed and kept. Routines: `dsyrk`, `dsyevd`, `dgesdd`, `dgemm`.
public struct RidgePath: Sendable {
  let x: CenteredRows
  let y: CenteredRows
  private let byEigenvalues = KeptValue<RidgeBasis>()
  private let bySingularValues = KeptValue<RidgeBasis>()

  /// Prepares row-aligned inputs (n×p) and targets (n×q).
  /// - Throws: ``ClosedFormError`` without rows or for a number that is not finite.
  public init(x: some RowMajor<Double>, y: some RowMajor<Double>) throws {
    try self.init(x.view, y.view, rows: nil)
  }

  /// Prepares row-aligned inputs (n×p) and targets (n×q), read in Double.
  /// - Throws: ``ClosedFormError`` without rows or for a number that is not finite.
  public init(x: some RowMajor<Float>, y: some RowMajor<Float>) throws {
    try self.init(x.view, y.view, rows: nil)
  }

  /// Prepares chosen rows of both sides, all without `rows`.
  /// - Throws: ``ClosedFormError`` without rows or for a number that is not finite.
  init<Scalar: MatrixScalar>(_ x: MatrixView<Scalar>, _ y: MatrixView<Scalar>, rows: [Int32]?) throws {
    precondition(
      x.rows == y.rows, "inputs \(x.rows)×\(x.columns), targets \(y.rows)×\(y.columns): row counts differ")
    self.init(
      try CenteredRows(x, rows: rows, side: "inputs"), try CenteredRows(y, rows: rows, side: "targets"))
  }

  /// The path of rows that are centered already.
  init(_ x: CenteredRows, _ y: CenteredRows) { (self.x, self.y) = (x, y) }

  /// Number of rows.
  public var items: Int { x.rows }
  /// Dimension of x.
  public var inputs: Int { x.columns }
  /// Dimension of y.
  public var outputs: Int { y.columns }

  /// The map of one penalty. Cost of the first: the decomposition; of each further one 2 p min(n, p) q.
  /// - Throws: ``ClosedFormError`` for a penalty that is negative or not finite; ``LinearAlgebraError``.
  public func map(penalty: Double) throws -> AffineMap {
    affineMap(try basis(penalty).weights(penalty))
  }

  /// The map with a penalty of its own for each target column.
  /// - Throws: as ``map(penalty:)``.
  public func map(penalties: [Double]) throws -> AffineMap {
    precondition(
      penalties.count == outputs, "\(penalties.count) penalties for targets of \(outputs) columns")
    var columns = Matrix<Double>(rows: inputs, columns: outputs)
    for penalty in Set(penalties).sorted() {
      let chosen = penalties.indices.filter { penalties[$0] == penalty }
      let basis = try basis(penalty)
      let gains = basis.gains(penalty)
      let scaled = Matrix(rows: gains.count, columns: chosen.count) {
        gains[$0] * basis.coefficients[$0, chosen[$1]]
      }
      let weights = product(basis.directions, scaled)
      for (place, column) in chosen.enumerated() {
        for row in 0..<inputs { columns[row, column] = weights[row, place] }
      }
    }
    return affineMap(columns)
  }

  // Constant columns get weights that are 0 and not only rounding.
  private func affineMap(_ weights: Matrix<Double>) -> AffineMap {
    var weights = weights
    for row in x.constantColumns {
      for column in 0..<outputs { weights[row, column] = 0 }
    }
    return AffineMap(weights: weights, from: x.means, to: y.means)
  }

  /// The number of directions of X that these rows tell from none, as the decomposition of this penalty sees it.
  /// - Throws: as ``map(penalty:)``.
  public func rank(penalty: Double) throws -> Int { try basis(penalty).rank }

  /// What the rows lack for a map of this penalty, one sentence each.
  /// - Throws: as ``map(penalty:)``.
  public func notes(penalty: Double) throws -> [String] {
    var notes: [String] = []
    if items == 1 { notes.append("1 row: the map is its target") }
    let rank = try rank(penalty: penalty)
    if rank < inputs {
      notes.append(
        "rank \(rank) of \(inputs) columns: "
          + (penalty == 0 ? "least-norm solution" : "the penalty alone decides the other directions"))
    }
    if !x.constantColumns.isEmpty {
      notes.append(
        "constant input columns: \(x.constantColumns.count) of \(inputs), their weights are 0")
    }
    return notes
  }

  /// The decomposition that serves a penalty: the choice depends on the rows and the penalty alone.
  func basis(_ penalty: Double) throws -> RidgeBasis {
    try ClosedFormError.check(penalty: penalty)
    if penalty > 0 {
      let basis = try byEigenvalues.get { try RidgeBasis(eigenvaluesOf: x.matrix, y.matrix) }
      if penalty > Self.smallestShare * basis.largestSquare { return basis }
    }
    return try singularValueBasis
  }

  /// A decomposition with orthonormal directions: as ``basis(_:)``, but never of XXᵀ.
  func directionBasis(_ penalty: Double) throws -> RidgeBasis {
    guard inputs <= items else {
      try ClosedFormError.check(penalty: penalty)
      return try singularValueBasis
    }
    return try basis(penalty)
  }

  private var singularValueBasis: RidgeBasis {
    get throws { try bySingularValues.get { try RidgeBasis(singularValuesOf: x.matrix, y.matrix) } }
  }

  /// The share of the largest squared singular value up to which a penalty needs the singular values of X.
  static let smallestShare = 1e-8
}
