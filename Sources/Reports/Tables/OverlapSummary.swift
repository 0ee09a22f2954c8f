import CrossModal
import Studies

/// What the final fits of a cell measured, over folds or runs.
package struct OverlapSummary: Equatable, Sendable {
  /// Mean and standard deviation (n − 1).
  package struct Spread: Equatable, Sendable {
    /// Mean.
    package let mean: Double
    /// Standard deviation; 0 for one value.
    package let deviation: Double
    /// The value of each fold or run.
    package let values: [Double]

    init(_ values: [Double]) {
      let count = Double(values.count)
      let mean = values.reduce(0, +) / max(1, count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      self.values = values
      (self.mean, deviation) = (mean, count > 1 ? (squares / (count - 1)).squareRoot() : 0)
    }
  }

  /// mNNO(X, f(X)).
  package let input: Spread
  /// mNNO(Y, f(X)).
  package let target: Spread
  /// mNNO(X, Y).
  package let pair: Spread
  /// Expected overlap of unrelated sets, mean over folds.
  package let chance: Double
  /// Items per fold or test set, the smallest and the largest.
  package let items: ClosedRange<Int>
  /// Number of folds or runs with a result.
  package let count: Int
  /// The differences that claims are about; nil where a final fit has no standard errors.
  package let differences: Differences?

  /// Differences of overlaps over folds or runs, with standard errors.
  package struct Differences: Equatable, Sendable {
    /// X,f − Y,f.
    package let inputTarget: OverlapDifference
    /// Y,f − X,Y.
    package let targetPair: OverlapDifference
    /// X,f and Y,f themselves, to be compared between models.
    package let input, target: OverlapDifference
  }

  /// The summary of a cell under one metric and treatment of self; nil before its first final fit.
  package init?(_ ledger: MapLedger, cell: Int, metric: String, includesSelf: Bool) {
    let evaluation = ledger.plan.evaluation
    self.init(
      ledger.plan.finalFits(ofCell: cell).compactMap { fit in
        ledger[fit]?.overlaps?.first { $0.metric == metric && $0.includesSelf == includesSelf }
      }, samples: evaluation.kind == .crossValidation ? evaluation.folds : 1)
  }

  /// The summary of some overlaps; nil without any.
  /// - Parameter samples: how many of them are of different items: folds, or 1 for runs on the same test rows.
  package init?(_ overlaps: [OverlapRecord], samples: Int = 1) {
    let items = overlaps.map(\.items)
    guard let least = items.min(), let most = items.max() else { return nil }
    input = Spread(overlaps.map(\.input))
    target = Spread(overlaps.map(\.target))
    pair = Spread(overlaps.map(\.pair))
    chance = overlaps.reduce(0) { $0 + $1.chance } / Double(overlaps.count)
    (self.items, count) = (least...most, overlaps.count)
    let errors = overlaps.compactMap(\.errors)
    guard errors.count == overlaps.count else {
      differences = nil
      return
    }
    func difference(_ value: (OverlapRecord) -> Double, _ error: (OverlapRecord.Errors) -> Double)
      -> OverlapDifference
    {
      OverlapDifference(overlaps.map(value), errors: errors.map(error), samples: samples)
    }
    differences = Differences(
      inputTarget: difference({ $0.input - $0.target }, \.inputTarget),
      targetPair: difference({ $0.target - $0.pair }, \.targetPair),
      input: difference(\.input, \.input), target: difference(\.target, \.target))
  }

  /// Whether f(X) keeps more of its input's neighborhoods than it reaches of its target's.
  package var keepsInput: Bool { input.mean > target.mean }

  /// Whether input and target differ by more than either's standard deviation.
  package var isClear: Bool { abs(input.mean - target.mean) > max(input.deviation, target.deviation) }

  /// Items as `392` or `392–393`.
  package var itemsText: String {
    items.lowerBound == items.upperBound ? "\(items.lowerBound)" : "\(items.lowerBound)–\(items.upperBound)"
  }
}
