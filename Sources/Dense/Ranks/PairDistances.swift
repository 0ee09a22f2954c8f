/// All n(n − 1)/2 distances between different rows of one set, in Double, to be ranked.
///
/// As ``Distances``, but with products in Double whatever the rows are: what only two roundings tell apart must not be
/// told apart, and the ranks of some hundred thousand distances need more digits than Float has. 0 between equal rows;
/// right to 10⁻⁹ of itself, mostly to 10⁻¹⁵. The rows must be finite. Cost n² d, memory 8 bytes a pair and O(n d).
/// Routine: `dgemm`.
struct PairDistances {
  /// Where each pair stands.
  let triangle: PairTriangle
  /// The distances; whoever ranks them writes over them.
  let numbers: AlignedBuffer<Double>
  /// What they owe to rounding.
  let rounding: DistanceRounding

  private static let side = 256
  private static let tolerance = 1e-9

  /// Computes the distances between the rows of `source` (n×d).
  /// - Parameter progress: hears the part that is done.
  init<Scalar: ExactDistanceScalar>(
    _ source: MatrixView<Scalar>, _ metric: DistanceMetric, threads: Int,
    progress: ((Double) -> Void)? = nil
  ) {
    let rows = ComparableRows(source, metric)
    let triangle = PairTriangle(items: source.rows)
    let rule = ProductRule<Double>(
      columns: source.columns, metric: metric, length: rows.largestLength,
      center: DistanceSample(rows, rows).center, tolerance: Self.tolerance)
    let prepared = ProductRows<Double>(rows, rule)
    let products = DistanceProducts(
      rule: rule, a: prepared, b: prepared, columns: source.columns, isDirectional: metric.isDirectional)
    let numbers = AlignedBuffer<Double>(uninitialized: triangle.count)
    let (tiles, area) = (triangle.tiles(side: Self.side), Self.side * Self.side)
    let scratch = AlignedBuffer<Double>(uninitialized: 2 * area * max(1, threads))
    SharedTasks(count: tiles.count, threads: threads).runWhileWanted(
      finished: { _, done in progress?(Double(done) / Double(tiles.count)) }
    ) { worker, task in
      let (block, others) = tiles[task]
      let tile = scratch.pointer + 2 * area * worker
      products.tile(block, others, scratch: tile + area, into: tile, width: others.count)
      for (place, row) in block.enumerated() {
        let behind = max(others.lowerBound, row + 1)..<max(others.upperBound, row + 1)
        let found = tile + place * others.count - others.lowerBound
        let target = numbers.pointer + triangle.start(ofRow: row) - row - 1
        for other in behind {
          let distance = found[other]
          target[other] = distance.isNaN ? rows.distance(row, to: other, of: rows) : distance
        }
      }
    }
    (self.triangle, self.numbers) = (triangle, numbers)
    rounding = DistanceRounding(prepared, rule, columns: source.columns, isDirectional: metric.isDirectional)
  }
}

/// How far apart rounding may leave two distances that are equal: those of repeated rows, of orthogonal directions, of
/// rows of whole numbers.
///
/// An inner product w·z in Double is off by about √d u ‖w‖ ‖z‖, u = 2⁻⁵³ (a walk of d roundings), so a squared distance
/// D² by c u (D² + 2 L), where L is the median ‖w‖² and c = 8 + 2 √d. Distances too small for products are those of
/// differences: off by c u D.
struct DistanceRounding: Sendable {
  private let unit: Double
  private let square: Double
  // Up to it, a square was computed from differences.
  private let limit: Double
  private let isDirectional: Bool

  /// The rounding of distances between prepared rows.
  init(_ rows: ProductRows<Double>, _ rule: ProductRule<Double>, columns: Int, isDirectional: Bool) {
    let squares = rows.squares.array.sorted()
    let scale = rule.scale * rule.scale
    square = squares.isEmpty ? 0 : squares[squares.count / 2] / scale
    limit = rule.factor * square + rule.floor / scale
    unit = (8 + 2 * Double(columns).squareRoot()) * 0x1p-53
    self.isDirectional = isDirectional
  }

  /// The largest gap between a distance and the next smaller one that is equal to it but for rounding.
  func gap(at distance: Double) -> Double {
    guard distance.isFinite else { return 0 }
    if isDirectional {
      return 2 * distance > limit ? unit * (distance + square) : unit * distance
    }
    return distance * distance > limit ? unit * (distance / 2 + square / distance) : unit * distance
  }
}
