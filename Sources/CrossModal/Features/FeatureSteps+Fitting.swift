import Dense

extension Array where Element == FeatureStep {
  /// Fits the steps on some rows of a set of vectors, in Double; no other row is read. Each step is fitted on what the
  /// fitted ones before it make of these rows. The order in which rows are named does not matter.
  ///
  /// Cost of a projection: see ``PrincipalDirections``; memory: the training rows twice in Double, and the decomposition.
  /// - Parameters:
  ///   - x: vectors, one item a row.
  ///   - rows: training rows, from 0.
  /// - Throws: ``FeatureStepError`` for an order that makes no sense (see ``checkOrder()``), no rows, more dimensions than
  ///   rows − 1 or columns, whitening beyond the rank; ``LinearAlgebraError`` if a decomposition does not converge.
  public func fitted(on x: MatrixView<Float>, rows: [Int32]) throws -> [FittedStep] {
    _ = try outputs(rows: rows.count, columns: x.columns)
    if isEmpty { return [] }
    var training = Matrix(x, selecting: rows.sorted().map { Int($0) }).converted(to: Double.self)
    var steps: [FittedStep] = []
    for (index, step) in enumerated() {
      let place = FeatureStepError.Place(number: index + 1, step: step)
      if let bad = training.firstNotFinite {
        throw FeatureStepError.notFinite(place, row: bad.row, column: bad.column)
      }
      let fitted = try step.fitted(on: training.view, at: place)
      if index < count - 1 { training = [fitted].applied(to: training.view) }
      steps.append(fitted)
    }
    return steps
  }
}

extension FeatureStep {
  fileprivate func fitted(on training: MatrixView<Double>, at place: FeatureStepError.Place) throws
    -> FittedStep
  {
    switch self {
    case .unitLength: return .unitLength
    case .center:
      return .scaling(
        shift: training.columnMeans, factor: [Double](repeating: 1, count: training.columns))
    case .standardize:
      let means = training.columnMeans
      return .scaling(shift: means, factor: Self.inverseDeviations(training, means: means))
    case .principalComponents(let dimensions):
      let found = try PrincipalDirections(training, dimensions: dimensions)
      return .projection(shift: found.means, matrix: found.directions)
    case .whiten(let dimensions):
      let found = try PrincipalDirections(training, dimensions: dimensions)
      guard found.rank == dimensions else { throw FeatureStepError.rank(place, rank: found.rank) }
      let scaled = Matrix(rows: training.columns, columns: dimensions) {
        found.directions[$0, $1] / found.deviations[$1]
      }
      return .projection(shift: found.means, matrix: scaled)
    }
  }

  // 0 for a constant column. What an earlier step rounded is no variance.
  private static func inverseDeviations(_ training: MatrixView<Double>, means: [Double]) -> [Double] {
    var squares = [Double](repeating: 0, count: training.columns)
    var largest = squares
    for index in 0..<training.rows {
      let row = training.row(index)
      for column in 0..<training.columns {
        let difference = row[column] - means[column]
        squares[column] += difference * difference
        largest[column] = Swift.max(largest[column], abs(row[column]))
      }
    }
    return zip(squares, largest).map { squares, largest in
      let deviation = (squares / Double(training.rows)).squareRoot()
      return deviation > 16 * Double.ulpOfOne * largest ? 1 / deviation : 0
    }
  }
}

extension Array where Element == FittedStep {
  /// What is to be said of steps that were fitted: columns that were constant in the training rows and are zeros now,
  /// directions in which they do not vary. Each is a sentence; none where there is nothing to say.
  public var notes: [String] {
    enumerated().compactMap { index, step in
      switch step {
      case .unitLength: return nil
      case .scaling(_, let factor):
        let constant = factor.count { $0 == 0 }
        guard constant > 0 else { return nil }
        return constant == 1
          ? "step \(index + 1): 1 column of \(factor.count) is constant in the training rows and becomes zeros"
          : "step \(index + 1): \(constant) columns of \(factor.count) are constant in the training rows and become zeros"
      case .projection(_, let matrix):
        let empty = (0..<matrix.columns).count { column in
          (0..<matrix.rows).allSatisfy { matrix[$0, column] == 0 }
        }
        guard empty > 0 else { return nil }
        return "step \(index + 1): the training rows vary in \(matrix.columns - empty) directions; "
          + "\(empty) of \(matrix.columns) dimensions become zeros"
      }
    }
  }
}
