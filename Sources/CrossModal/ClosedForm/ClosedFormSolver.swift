import Dense

/// What a closed-form family found on some rows; kept by the caller for all penalties and ranks of a fold.
///
/// Everything is in Double. The costly part, a decomposition, is made once, when the first map is solved; all ranks of one
/// penalty that are asked for in a row share a second one.
public struct ClosedFormSolver: Sendable {
  private enum Prepared {
    case ridge(RidgePath)
    case cca(RidgePath, opposite: RidgePath, LatestValue<Double, CanonicalCorrelation>)
    case reducedRank(RidgePath, LatestValue<Double, ReducedRankPath>)
    case fixed(ClosedFormMap)
  }

  /// The family of the maps.
  public let family: ClosedFormFamily
  /// Dimension of x.
  public let inputs: Int
  /// Dimension of y.
  public let outputs: Int
  private let prepared: Prepared

  /// Prepares the maps of a family from the chosen rows of inputs (n×p) and targets (n×q); `stream` names the random numbers
  /// of the family `random`.
  /// - Throws: ``ClosedFormError`` without rows or for a number that is not finite; ``LinearAlgebraError``.
  public init(
    _ family: ClosedFormFamily, x: MatrixView<Float>, y: MatrixView<Float>, rows: [Int32], stream: StreamKey
  ) throws {
    precondition(
      x.rows == y.rows && rows.allSatisfy { $0 >= 0 && Int($0) < x.rows },
      "rows of inputs \(x.rows)×\(x.columns), targets \(y.rows)×\(y.columns)")
    guard !rows.isEmpty else { throw ClosedFormError.rows(0, needed: 1, purpose: "a map") }
    (self.family, inputs, outputs) = (family, x.columns, y.columns)
    switch family {
    case .ridge: prepared = .ridge(try RidgePath(x, y, rows: rows))
    case .procrustes:
      let path = try RidgePath(x, y, rows: rows)
      let solution = try ProcrustesMap(path.x, path.y, scaling: false)
      prepared = .fixed(ClosedFormMap(map: solution.map, notes: solution.notes))
    case .cca:
      let path = try RidgePath(x, y, rows: rows)
      prepared = .cca(path, opposite: RidgePath(path.y, path.x), LatestValue())
    case .reducedRank: prepared = .reducedRank(try RidgePath(x, y, rows: rows), LatestValue())
    case .mean:
      let means = try CenteredRows(y, rows: rows, side: "targets").means
      prepared = .fixed(
        ClosedFormMap(map: AffineMap(weights: Matrix(rows: x.columns, columns: y.columns), bias: means)))
    case .random:
      prepared = .fixed(ClosedFormMap(map: AffineMap(inputs: x.columns, outputs: y.columns, stream: stream)))
    }
  }

  /// The largest rank that may be asked for.
  public var largestRank: Int { min(inputs, outputs) }

  /// The map of a penalty and a rank; families without them ignore them. `rank` nil is the largest possible.
  /// - Throws: ``ClosedFormError`` for a penalty that is negative or not finite, or a rank outside 1 … ``largestRank``;
  ///   ``LinearAlgebraError``.
  public func solve(penalty: Double, rank: Int?) throws -> ClosedFormMap {
    if family.usesPenalty { try ClosedFormError.check(penalty: penalty) }
    if family.usesRank, let rank { try ClosedFormError.check(rank: rank, inputs: inputs, outputs: outputs) }
    switch prepared {
    case .ridge(let path):
      return ClosedFormMap(
        map: try path.map(penalty: penalty), notes: try path.notes(penalty: penalty))
    case .cca(let path, let opposite, let latest):
      return try latest.get(penalty) { try CanonicalCorrelation(path, opposite, penalty: penalty) }
        .map(rank: rank)
    case .reducedRank(let path, let latest):
      let ranks = try latest.get(penalty) { try ReducedRankPath(path, penalty: penalty) }
      return ClosedFormMap(
        map: try ranks.map(rank: rank), notes: try path.notes(penalty: penalty))
    case .fixed(let map): return map
    }
  }
}

extension AffineMap {
  /// A random matrix of Glorot's uniform distribution and no bias, drawn as a network's first weights are.
  init(inputs: Int, outputs: Int, stream: StreamKey) {
    var numbers = RandomStream(stream)
    let shape = NetworkShape(inputs: inputs, hidden: [], outputs: outputs, activation: .linear)
    let layer = Network<Double>(shape: shape, stream: &numbers).layers[0]
    self.init(weights: layer.weights, bias: layer.bias)
  }
}
