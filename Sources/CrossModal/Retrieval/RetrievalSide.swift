import Dense

/// One of two sets, ready to ask and to be asked: each row of a group once, in Double.
struct RetrievalSide: Sendable {
  /// The rows that are kept, of those of the set.
  let kept: [Int]
  /// Their numbers, times a power of two that both sets have in common.
  let rows: Matrix<Double>
  /// Rows of the set that equal an earlier one of their group.
  let repeated: Int
  /// The rows at length 1, for the cosine; zero rows stay.
  private(set) var unit: Matrix<Double>?
  /// The rows around a center that both sets have in common, for products that become distances.
  private(set) var centered: Matrix<Double>?
  /// The squared lengths of the centered rows.
  private(set) var squares: [Double] = []

  /// Both sets. Cost n d.
  static func pair(
    _ first: MatrixView<Double>, _ second: MatrixView<Double>, groups: (first: [Int], second: [Int])?,
    metrics: [RetrievalMetric]
  ) -> (RetrievalSide, RetrievalSide) {
    let scale = UnitRows.scale(max(UnitRows.largest(first), UnitRows.largest(second)))
    var one = RetrievalSide(first, groups?.first, scale: scale)
    var two = RetrievalSide(second, groups?.second, scale: scale)
    if metrics.contains(.cosine) || metrics.contains(.csls) {
      one.unit = UnitRows.of(Matrix(first, selecting: one.kept).view)
      two.unit = UnitRows.of(Matrix(second, selecting: two.kept).view)
    }
    if metrics.contains(.euclidean) {
      let center = zip(one.rows.columnMeans, two.rows.columnMeans).map { ($0 + $1) / 2 }
      one.center(center)
      two.center(center)
    }
    return (one, two)
  }

  /// One set for the cosine alone. Cost n d.
  init(cosinesOf rows: MatrixView<Double>, groups: [Int]?) {
    self.init(rows, groups, scale: 1)
    unit = UnitRows.of(self.rows.view)
  }

  private init(_ rows: MatrixView<Double>, _ groups: [Int]?, scale: Double) {
    kept = groups.map { Self.distinct(rows, $0) } ?? Array(0..<rows.rows)
    repeated = rows.rows - kept.count
    let chosen = Matrix(rows, selecting: kept)
    self.rows =
      scale == 1
      ? chosen : Matrix(chosen, scalingRowsBy: [Double](repeating: scale, count: kept.count))
  }

  private mutating func center(_ center: [Double]) {
    let moved = Matrix(rows, subtracting: center)
    squares = (0..<moved.rows).map { moved.view.row($0).reduce(0) { $0 + $1 * $1 } }
    centered = moved
  }

  // The first of each class of equal rows inside a group.
  private static func distinct(_ rows: MatrixView<Double>, _ groups: [Int]) -> [Int] {
    struct Member: Hashable { var group, number: Int }
    var known: Set<Member> = []
    let classes = RowClasses(rows)
    return groups.indices.filter {
      known.insert(Member(group: groups[$0], number: classes.numbers[$0])).inserted
    }
  }
}

/// Rows at length 1 in Double.
enum UnitRows {
  // Squares of numbers from 2⁻³⁰⁰ to 2³⁰⁰, and their sums, are far from both ends of Double.
  private static let exponents = -300...300

  /// The rows at length 1; zero rows stay. Sizes that Double's squares do not hold are no trouble. Cost n d.
  static func of(_ rows: MatrixView<Double>) -> Matrix<Double> {
    let scales = (0..<rows.rows).map { scale(largest(rows.rows($0..<$0 + 1))) }
    if scales.allSatisfy({ $0 == 1 }) { return Matrix(normalizingRowsOf: rows) }
    return Matrix(normalizingRowsOf: Matrix(rows, scalingRowsBy: scales))
  }

  /// The largest size of a number.
  static func largest(_ rows: MatrixView<Double>) -> Double {
    (0..<rows.rows).reduce(0) { rows.row($1).reduce($0) { max($0, abs($1)) } }
  }

  /// A power of two that brings a size near 1, where its square would be too large or too small, or its exponent is not among
  /// others that are given; else 1.
  static func scale(_ largest: Double, within exponents: ClosedRange<Int> = exponents) -> Double {
    guard largest > 0, largest.isFinite, !exponents.contains(Int(largest.exponent)) else { return 1 }
    return Double(sign: .plus, exponent: min(1022, -Int(largest.exponent)), significand: 1)
  }
}
