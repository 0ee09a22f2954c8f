/// Some pairs of rows, which say what all have in common: a center, and whether products in Float tell them apart.
struct DistanceSample {
  /// What is best subtracted from all rows before products; nil: nothing.
  let center: [Double]?
  // Squared distance and product of lengths of pairs, of centered rows that are not scaled.
  private let pairs: [(square: Double, lengths: Double)]

  // Rows of each set that are paired.
  private static let side = 64
  // An exact distance costs as much as 30 by products, so products in Double cost less from there on.
  private static let openPairs = 0.03

  /// Samples pairs of rows of two sets. Cost 64² d.
  init<Scalar: ExactDistanceScalar>(_ a: ComparableRows<Scalar>, _ b: ComparableRows<Scalar>) {
    let columns = a.source.columns
    let sets = [a, b].map { rows in
      SampledCenter.rows(of: rows.source.rows).filter { rows.lengths[$0].isFinite }
    }
    let center = SampledCenter.of(
      Matrix(rows: sets[0].count + sets[1].count, columns: columns) { row, column in
        row < sets[0].count
          ? a.number(sets[0][row], column) : b.number(sets[1][row - sets[0].count], column)
      })
    func length(_ rows: ComparableRows<Scalar>, _ row: Int) -> Double {
      var sum = 0.0
      for column in 0..<columns {
        let number = rows.number(row, column) - (center?[column] ?? 0)
        sum += number * number
      }
      return sum.squareRoot()
    }
    func chosen(_ rows: ComparableRows<Scalar>, _ set: [Int]) -> [(row: Int, length: Double)] {
      let places = min(Self.side, set.count)
      return (0..<places).map { set[$0 * set.count / places] }
        .filter { !(rows.metric.isDirectional && rows.lacksDirection($0)) }
        .map { ($0, length(rows, $0)) }
    }
    let others = chosen(b, sets[1])
    pairs = chosen(a, sets[0]).flatMap { row, length in
      others.map { (a.square(row, to: $0.row, of: b), length * $0.length) }
    }
    self.center = center
  }

  /// Whether products under a rule leave few pairs open. Pairs of equal rows do not count: no product decides them.
  func isDecided<Work>(by rule: ProductRule<Work>) -> Bool {
    let different = pairs.filter { $0.square > 0 }
    let scale = rule.scale * rule.scale
    let open = different.filter { !($0.square * scale > rule.factor * $0.lengths * scale + rule.floor) }
    return Double(open.count) <= Self.openPairs * Double(different.count)
  }
}
