/// How rows are centered and scaled in common before they are multiplied, and how near two of them may come until the
/// product says too little of their distance. `Work` is the scalar of the products.
///
/// A squared distance computed from a product is right to the tolerance if it is larger than `factor` ‖w‖ ‖z‖ + `floor`.
/// With u the rounding of Work and γ the bound of a product's error relative to ‖w‖ ‖z‖ (Higham 2002, §3.1; sums in
/// runs, as in the search of neighbors): ‖w‖² + ‖z‖² − 2 w·z with all its terms rounded, the rows too, is off by at most
/// (2 γ + 12 u) ‖w‖ ‖z‖ + 8 u times itself, since ‖w‖² + ‖z‖² ≤ ‖w − z‖² + 2 ‖w‖ ‖z‖. `floor` is for what directions carry
/// as rounding of their own, and for what denormal numbers lose.
struct ProductRule<Work: BLASScalar>: Sendable {
  /// What is subtracted from all rows, if anything.
  let center: [Double]?
  /// The power of two that all rows are multiplied by then, so that none is longer than 1; 1 for directions.
  let scale: Double
  /// Numbers whose products are summed in one run; the runs are added.
  let run: Int
  let factor: Double
  let floor: Double

  /// The rule for rows of `columns` numbers of which none is longer than `length`, and distances right to `tolerance` of
  /// themselves.
  init(columns: Int, metric: DistanceMetric, length: Double, center: [Double]?, tolerance: Double) {
    self.center = center
    let isDouble = Work.significandBitCount > 23
    let rounding = isDouble ? 0x1p-53 : 0x1p-24
    // Measured: short runs keep nearly all pairs above the limit in Float and cost the product little.
    run = isDouble ? max(1, columns) : 64
    let terms = Double(min(columns, run) + (columns + run - 1) / run + 2) * rounding
    let product = terms < 0.25 ? terms / (1 - terms) : .infinity
    // A root halves the relative error.
    let relative = metric.isDirectional ? tolerance : 2 * tolerance
    factor = (2 * product + 12 * rounding) / (relative - 8 * rounding) * 1.001
    let total = length + SampledCenter.norm(center)
    scale =
      !metric.isDirectional && total > 0 && total.isFinite
      ? Double(sign: .plus, exponent: max(-1000, min(1000, -Int(total.exponent) - 1)), significand: 1) : 1
    let own = metric.isDirectional ? 0x1p-47 / relative : 0
    floor = max(own * own, isDouble ? 0x1p-900 : 0x1p-90)
  }
}
