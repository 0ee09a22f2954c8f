import CrossModal
import Dense

/// Measures the overlaps of X, Y and f(X), row-aligned sets that each form a space of their own.
struct OverlapMeasurement {
  /// The numbers of neighbors at which a record's curve stands, where there are so many items.
  static let curve = [1, 2, 5, 10, 20, 50, 100]

  let x: MatrixView<Float>
  let y: MatrixView<Float>
  let mapped: MatrixView<Float>
  /// The group of each item, any numbers; nil without groups. No item is in the list of another of its group.
  var groups: [Int]?

  /// One record for each metric with and one without self. The order of metrics in a configuration only says which stands
  /// in front, so it changes no record.
  func records(_ measures: MeasuresConfiguration) -> [OverlapRecord] {
    Metric.allCases.filter(measures.metrics.contains).flatMap { metric in
      [true, false].map { record(metric, k: measures.k, includesSelf: $0) }
    }
  }

  // Neighbors are nearest first, ties decided: a list for a smaller K is the start of the one for a larger K.
  private func record(_ metric: Metric, k: Int, includesSelf: Bool) -> OverlapRecord {
    // Without its group, the item itself included, an item has this many others at least.
    let fellows = groups.map { NeighborTable.largestGroup($0) } ?? 1
    let counts = Self.curve.filter { $0 <= x.rows - fellows }
    let halves = HalvedOverlaps(k: k, includesSelf: includesSelf, items: x.rows, fellows: fellows)
    let longest = max(k, counts.max() ?? k, halves?.length ?? k)
    let search = NeighborSearch(k: longest, metric: metric, includesSelf: includesSelf)
    let (inX, inY, inF) = (
      search.neighbors(of: x, groups: groups), search.neighbors(of: y, groups: groups),
      search.neighbors(of: mapped, groups: groups)
    )
    func overlaps(_ k: Int) -> (input: NeighborOverlap, target: NeighborOverlap, pair: NeighborOverlap) {
      let (x, y, f) = (inX.nearest(k), inY.nearest(k), inF.nearest(k))
      return (NeighborOverlap(x, f), NeighborOverlap(y, f), NeighborOverlap(x, y))
    }
    let headline = overlaps(k)
    let further = NeighborMeasure.all.map { measure in
      (
        measure.name,
        OverlapRecord.Spaces(
          input: measure.value(headline.input), target: measure.value(headline.target),
          pair: measure.value(headline.pair))
      )
    }
    return OverlapRecord(
      metric: metric.rawValue, k: k, includesSelf: includesSelf, items: x.rows, input: headline.input.mean,
      target: headline.target.mean, pair: headline.pair.mean,
      curve: counts.map { k in
        let (input, target, pair) = overlaps(k)
        return OverlapRecord.Point(k: k, input: input.mean, target: target.mean, pair: pair.mean)
      },
      further: further.isEmpty ? nil : Dictionary(further) { first, _ in first },
      others: groups.map(NeighborTable.othersOutside), errors: halves?.errors(inX, inY, inF, groups: groups))
  }

  /// mNNO(Y, f(X)) under the headline metric and treatment of the item itself; k as far as there are so many items.
  static func targetOverlap(
    _ y: MatrixView<Float>, _ mapped: MatrixView<Float>, _ measures: MeasuresConfiguration, groups: [Int]?
  ) -> Double {
    let fellows = groups.map { NeighborTable.largestGroup($0) } ?? 1
    let most = y.rows - (measures.includeSelf ? 0 : 1)
    let k = min(measures.k, most - fellows + 1)
    guard k > 0 else { return 0 }
    let search = NeighborSearch(
      k: k, metric: measures.metrics.first ?? .cosine, includesSelf: measures.includeSelf)
    return NeighborOverlap(
      search.neighbors(of: y, groups: groups), search.neighbors(of: mapped, groups: groups)
    ).mean
  }
}
