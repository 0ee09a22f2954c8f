import Dense

extension RidgePath {
  /// The mean squared error of each target column when every row is predicted by the map of all others.
  ///
  /// By the hat matrix: (yᵢ − f(xᵢ)) / (1 − hᵢ) with leverage hᵢ = 1/n + Σⱼ Lᵢⱼ² fⱼ. Rows whose leverage is 1, which that
  /// would divide by zero, are left out and predicted by a map of their own; where the rows have rank n − 1, the limit of
  /// the formula needs none. Cost beyond the decomposition: 2 n p min(n, p) once, 2 n min(n, p) q for each penalty.
  /// - Throws: ``ClosedFormError`` for a penalty that is negative or not finite, or a single row; ``LinearAlgebraError``.
  public func leaveOneOut(penalty: Double) throws -> [Double] {
    try leaveOneOut(penalties: [penalty]).elements
  }

  /// The errors of ``leaveOneOut(penalty:)``, one row for each penalty, one column for each target.
  /// - Throws: as ``leaveOneOut(penalty:)``.
  public func leaveOneOut(penalties: [Double]) throws -> Matrix<Double> {
    guard items > 1 else { throw ClosedFormError.rows(items, needed: 2, purpose: "leave-one-out") }
    var left: [RidgeBasis.Route: Matrix<Double>] = [:]
    var errors = Matrix<Double>(rows: penalties.count, columns: outputs)
    for (place, penalty) in penalties.enumerated() {
      let basis = try basis(penalty)
      let rows = left[basis.route] ?? basis.leftRows(of: x.matrix)
      left[basis.route] = rows
      let sums = try leaveOneOutSquares(penalty, basis, rows)
      for column in 0..<outputs { errors[place, column] = sums[column] / Double(items) }
    }
    return errors
  }

  /// The penalty of least leave-one-out error, one for all targets: the mean over the target columns; of equal ones the first.
  /// - Throws: as ``leaveOneOut(penalty:)``.
  public func bestPenalty(of penalties: [Double]) throws -> Double {
    precondition(!penalties.isEmpty, "no penalties to choose from")
    let errors = try leaveOneOut(penalties: penalties)
    let means = penalties.indices.map { errors.numbers(ofRow: $0).reduce(0, +) }
    return penalties[means.firstPlaceOfLeast]
  }

  /// The penalty of least leave-one-out error for each target column, of equal ones the first.
  /// - Throws: as ``leaveOneOut(penalty:)``.
  public func bestPenalties(of penalties: [Double]) throws -> [Double] {
    precondition(!penalties.isEmpty, "no penalties to choose from")
    let errors = try leaveOneOut(penalties: penalties)
    return (0..<outputs).map { column in
      penalties[penalties.indices.map { errors[$0, column] }.firstPlaceOfLeast]
    }
  }

  // Σ over the rows of the squared errors, one sum for each target column.
  private func leaveOneOutSquares(
    _ penalty: Double, _ basis: RidgeBasis, _ rows: Matrix<Double>
  ) throws -> [Double] {
    // Where U has n − 1 directions besides the constant one, the residuals and 1 − h are sums over the same directions; a common
    // factor cancels, also the α that both are proportional to, and nothing has to be subtracted from 1.
    let isLimit = basis.route != .covariance && basis.rank == items - 1
    let smallest = basis.squares.filter { $0 > 0 }.min() ?? 0
    let factors =
      isLimit
      ? basis.squares.map { $0 > 0 ? (smallest + penalty) / ($0 + penalty) : 0 } : basis.shrinkage(penalty)
    let fitted = product(rows, Matrix(basis.coefficients, scalingRowsBy: factors))
    var sums = [Double](repeating: 0, count: outputs)
    for item in 0..<items {
      let row = rows.view.row(item)
      var weight = 0.0
      for (number, factor) in zip(row, factors) { weight += number * number * factor }
      let rest = isLimit ? weight : 1 - 1 / Double(items) - weight
      if rest > Self.smallestRest {
        for column in 0..<outputs {
          let error = (isLimit ? fitted[item, column] : y.matrix[item, column] - fitted[item, column]) / rest
          sums[column] += error * error
        }
      } else {
        let others = (0..<items).filter { $0 != item }.map(Int32.init)
        let map = try RidgePath(x.matrix.view, y.matrix.view, rows: others).map(penalty: penalty)
        let image = map(x.matrix.rows(item..<(item + 1)))
        for column in 0..<outputs {
          let error = y.matrix[item, column] - image[0, column]
          sums[column] += error * error
        }
      }
    }
    return sums
  }

  // Below it 1 − h has lost too many digits.
  private static var smallestRest: Double { 1e-6 }
}

extension Array<Double> {
  /// The place of the least number, the first of equals; NaN is never the least. The array must not be empty.
  var firstPlaceOfLeast: Int {
    indices.dropFirst().reduce(startIndex) { self[$1] < self[$0] || self[$0].isNaN ? $1 : $0 }
  }
}
