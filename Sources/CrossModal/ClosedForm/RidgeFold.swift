import Dense

/// One fold of ``RidgeFolds``: its held-out rows, and what the decomposition of its training rows says of them.
struct RidgeFold: Sendable {
  private let x: CenteredRows
  private let y: CenteredRows
  private let heldOut: [Int32]
  // Held-out rows, centered on the training rows.
  private let heldOutX: Matrix<Double>
  private let heldOutY: Matrix<Double>
  // Means of the training rows, relative to those of all rows.
  private let meanX: [Double]
  private let meanY: [Double]

  /// The fold of these held-out rows of all; both sides are centered on all rows.
  init(_ x: CenteredRows, _ y: CenteredRows, _ heldOut: [Int32]) {
    (self.x, self.y, self.heldOut) = (x, y, heldOut)
    let training = Self.rows(x.rows, without: heldOut)
    (meanX, meanY) = (x.matrix.means(of: training), y.matrix.means(of: training))
    let chosen = heldOut.map(Int.init)
    heldOutX = Matrix(Matrix(x.matrix, selecting: chosen), subtracting: meanX)
    heldOutY = Matrix(Matrix(y.matrix, selecting: chosen), subtracting: meanY)
  }

  /// The rows that are not held out, ascending.
  var trainingRows: [Int32] { Self.rows(x.rows, without: heldOut).map(Int32.init) }

  /// XᵀX and XᵀY of the training rows, centered on them, from those of all rows: the held-out rows' are taken off. Nil where
  /// so much is taken off that too few digits would be left. Cost h p (p + 2 q).
  func trainingSums(squares: Matrix<Double>, cross: Matrix<Double>)
    -> (squares: Matrix<Double>, cross: Matrix<Double>)?
  {
    // Over the training rows Σ (x − m)(x − m)ᵀ = Σ x xᵀ − n m mᵀ, and all rows' sums are those of both parts.
    let chosen = heldOut.map(Int.init)
    let (partX, partY) = (Matrix(x.matrix, selecting: chosen), Matrix(y.matrix, selecting: chosen))
    let count = Double(x.rows - heldOut.count)
    let (own, ownCross) = (Matrix(gramOfColumnsOf: partX), product(partX, partY, transposingFirst: true))
    let result = squares.subtracting(own, outer: meanX, meanX, factor: count)
    let (before, after) = (squares.trace, result.trace)
    guard after > Self.smallestShare * before else { return nil }
    return (result, cross.subtracting(ownCross, outer: meanX, meanY, factor: count))
  }

  /// The squared error per element for each penalty, by sums of squares.
  func quickErrors(_ penalties: [Double], _ basis: RidgeBasis) -> [Double] {
    let z = product(heldOutX, basis.directions)
    let size = heldOutY.sumOfSquares
    let linear = basis.coefficients.rowProducts(with: product(z, heldOutY, transposingFirst: true))
    let quadratic = Matrix(gramOfColumnsOf: z)
      .elementProducts(with: Matrix(gramOfRowsOf: basis.coefficients))
    let elements = Double(heldOutY.rows * heldOutY.columns)
    let gains = Matrix(penalties.map { basis.gains($0) })
    let images = product(gains, quadratic)
    return penalties.indices.map { place in
      let (own, image) = (gains.numbers(ofRow: place), images.numbers(ofRow: place))
      let lengths = zip(own, image).reduce(0) { $0 + $1.0 * $1.1 }
      let error = size - 2 * zip(own, linear).reduce(0) { $0 + $1.0 * $1.1 } + lengths
      if error > Self.smallestShare * (size + lengths) { return error / elements }
      return Self.sums(z, basis, penalties[place], heldOutY).reduce(0, +) / elements
    }
  }

  /// The mean squared error of each target column for each penalty.
  func targetErrors(_ penalties: [Double], _ basis: RidgeBasis) -> [[Double]] {
    let z = product(heldOutX, basis.directions)
    return penalties.map { penalty in
      Self.sums(z, basis, penalty, heldOutY).map { $0 / Double(heldOutY.rows) }
    }
  }

  /// The mean squared error of each target column for each penalty, by the path of the training rows.
  func targetErrors(_ penalties: [Double], _ path: RidgePath) throws -> [[Double]] {
    var images: [RidgeBasis.Route: Matrix<Double>] = [:]
    return try penalties.map { penalty in
      let basis = try path.basis(penalty)
      let z = images[basis.route] ?? product(heldOutX, basis.directions)
      images[basis.route] = z
      return Self.sums(z, basis, penalty, heldOutY).map { $0 / Double(heldOutY.rows) }
    }
  }

  // Σ of the squared errors of each target column.
  private static func sums(
    _ z: Matrix<Double>, _ basis: RidgeBasis, _ penalty: Double, _ targets: Matrix<Double>
  ) -> [Double] {
    let images = product(z, Matrix(basis.coefficients, scalingRowsBy: basis.gains(penalty)))
    return images.squaredColumnDistances(to: targets)
  }

  private static func rows(_ count: Int, without heldOut: [Int32]) -> [Int] {
    var isHeldOut = [Bool](repeating: false, count: count)
    for row in heldOut { isHeldOut[Int(row)] = true }
    return (0..<count).filter { !isHeldOut[$0] }
  }

  // A difference of sums that keeps less than this share of them has lost too many digits.
  private static let smallestShare = 1e-3
}
