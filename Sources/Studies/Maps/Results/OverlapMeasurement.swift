import CrossModal
import Dense

/// Measures the overlaps of X, Y and f(X), row-aligned sets that each form a space of their own.
struct OverlapMeasurement {
  /// The numbers of neighbors at which a record's curve stands, where there are so many items.
  static let curve = [1, 2, 5, 10, 20, 50, 100]

  let x: MatrixView<Float>
  let y: MatrixView<Float>
  let mapped: MatrixView<Float>

  /// One record for each metric with and one without self.
  func records(_ measures: MeasuresConfiguration) -> [OverlapRecord] {
    measures.metrics.flatMap { metric in
      [true, false].map { record(metric, k: measures.k, includesSelf: $0) }
    }
  }

  // Neighbors are nearest first, ties decided: a list for a smaller K is the start of the one for a larger K.
  private func record(_ metric: Metric, k: Int, includesSelf: Bool) -> OverlapRecord {
    let counts = Self.curve.filter { $0 < x.rows }
    let search = NeighborSearch(k: max(k, counts.max() ?? k), metric: metric, includesSelf: includesSelf)
    let (inX, inY, inF) = (
      search.neighbors(of: x), search.neighbors(of: y), search.neighbors(of: mapped)
    )
    func point(_ k: Int) -> OverlapRecord.Point {
      let (x, y, f) = (inX.nearest(k), inY.nearest(k), inF.nearest(k))
      return OverlapRecord.Point(
        k: k, input: NeighborOverlap(x, f).mean, target: NeighborOverlap(y, f).mean,
        pair: NeighborOverlap(x, y).mean)
    }
    let headline = point(k)
    return OverlapRecord(
      metric: metric.rawValue, k: k, includesSelf: includesSelf, items: x.rows, input: headline.input,
      target: headline.target, pair: headline.pair, curve: counts.map(point))
  }
}
