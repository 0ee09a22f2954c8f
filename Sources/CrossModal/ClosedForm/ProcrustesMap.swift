import Dense

/// The orthogonal map of centered inputs that comes closest to the centered targets.
///
/// f(x) = s (x − x̄) R + ȳ, where R = U Vᵀ of XᵀY = U S Vᵀ minimizes ‖X R − Y‖; s is 1, or with scaling tr S / ‖X‖². Sets of
/// different dimensions are made equal by columns of zeros: R keeps the rows (p ≤ q) or columns (p > q) of the larger
/// orthogonal matrix that are not multiplied with zeros. Cost 2 n p q + 6 p q min(p, q). Routines: `dgemm`, `dgesdd`.
public struct ProcrustesMap: Sendable {
  /// f.
  public let map: AffineMap
  /// s.
  public let scale: Double
  /// ‖s X R − Y‖ / ‖Y‖ over the centered rows, the columns that stand for zeros included. Targets that are all equal: 0
  /// where X R is, too, else infinite.
  public let residual: Double
  /// The number of directions that the rows determine: the rank of XᵀY.
  public let rank: Int

  /// Solves for row-aligned inputs (n×p) and targets (n×q).
  /// - Throws: ``ClosedFormError`` without rows or for a number that is not finite; ``LinearAlgebraError``.
  public init(x: some RowMajor<Double>, y: some RowMajor<Double>, scaling: Bool = false) throws {
    precondition(x.view.rows == y.view.rows, "\(x.view.rows) inputs, \(y.view.rows) targets")
    try self.init(
      CenteredRows(x.view, side: "inputs"), CenteredRows(y.view, side: "targets"), scaling: scaling)
  }

  /// Solves for row-aligned inputs (n×p) and targets (n×q), read in Double.
  /// - Throws: as for Double.
  public init(x: some RowMajor<Float>, y: some RowMajor<Float>, scaling: Bool = false) throws {
    precondition(x.view.rows == y.view.rows, "\(x.view.rows) inputs, \(y.view.rows) targets")
    try self.init(
      CenteredRows(x.view, side: "inputs"), CenteredRows(y.view, side: "targets"), scaling: scaling)
  }

  /// Solves for centered rows.
  init(_ x: CenteredRows, _ y: CenteredRows, scaling: Bool) throws {
    let svd = try SingularValueDecomposition(product(x.matrix, y.matrix, transposingFirst: true))
    let smallest = (svd.singularValues.first ?? 0) * Double(max(x.columns, y.columns)) * .ulpOfOne
    rank = svd.singularValues.count { $0 > smallest }
    let energy = x.matrix.sumOfSquares
    scale = scaling && energy > 0 ? svd.singularValues.reduce(0, +) / energy : 1
    let rotation = product(svd.u, svd.vTransposed)
    let factors = [Double](repeating: scale, count: x.columns)
    map = AffineMap(weights: Matrix(rotation, scalingRowsBy: factors), from: x.means, to: y.means)
    var error = x.matrix.sumOfSquaredDifferences(to: y.matrix, under: map.weights)
    if x.columns > y.columns {
      // The columns of X R beyond those of Y, whose targets are zeros: the part of X outside the span of U.
      let outside = x.matrix.sumOfSquaredDifferences(
        to: x.matrix, under: product(svd.u, svd.u, transposingSecond: true))
      error += scale * scale * outside
    }
    let size = y.matrix.sumOfSquares
    residual = size > 0 ? (error / size).squareRoot() : error > 0 ? .infinity : 0
  }

  /// What the rows lack, one sentence each.
  public var notes: [String] {
    let directions = min(map.inputs, map.outputs)
    return rank < directions
      ? ["the rows determine \(rank) of \(directions) directions: the others are turned in any way"] : []
  }
}
