import CrossModal

/// One measure of a pair of spaces.
package struct ComparisonRow: Sendable {
  /// The record of the pair.
  package let record: UnitRecord<PairComparison>
  /// Name of the first space.
  package let first: String
  /// Name of the second space.
  package let second: String
  /// What was measured; nil for a record without results.
  package let score: PairComparison.Score?
}

extension ComparisonExperiment {
  /// A row for each measure and number of neighbors.
  package typealias Row = ComparisonRow

  /// The rows of a pair.
  package func rows(
    _ unit: Int, _ record: UnitRecord<PairComparison>, in ledger: ComparisonLedger
  ) -> [ComparisonRow] {
    let (first, second) = (spaces[pairs[unit].first].name, spaces[pairs[unit].second].name)
    let scores = record.result?.scores.map(Optional.some) ?? [nil]
    return scores.map { ComparisonRow(record: record, first: first, second: second, score: $0) }
  }

  /// The columns of `results`.
  package static let quantities: [Quantity<ComparisonRow>] =
    identity + [RecordQuantities.state { $0.record }] + values + null
    + [
      Quantity(
        "note", "Note", "Why there is no score, or what must be known of it.", isOptional: true,
        text: { $0.score?.note }),
      RecordQuantities.reason { $0.record },
    ] + RecordQuantities.computing { $0.record }

  private static let identity: [Quantity<ComparisonRow>] = [
    Quantity("pair", "Pair", "Name of the pair: both spaces with ~ between.", text: { $0.record.unit }),
    Quantity("a", "First space", "The space that measures with -a or -ab begin with.", text: { $0.first }),
    Quantity("b", "Second space", "The other space.", text: { $0.second }),
    Quantity(
      "measure", "Measure", "Name of the measure: `crossmodal compare --explain NAME` says what it is.",
      isOptional: true, text: { $0.score?.measure }),
    Quantity(
      "k", "Neighbors", "Number of neighbors, of measures that have one.", unit: .neighbors, isOptional: true,
      integer: { $0.score?.k }),
  ]

  private static let values: [Quantity<ComparisonRow>] = [
    Quantity(
      "value", "Score",
      "The score; larger is more alike but for procrustes-angle. Empty where it is undefined.",
      isOptional: true, digits: 4, number: { $0.score?.value }),
    Quantity(
      "second value", "Second correlation", "The second canonical correlation, of cca-first.",
      isOptional: true,
      digits: 4, number: { $0.correlation(1) }),
    Quantity(
      "third value", "Third correlation", "The third canonical correlation, of cca-first.", isOptional: true,
      digits: 4, number: { $0.correlation(2) }),
    Quantity(
      "chance", "Chance", "The mean score of unrelated spaces, where a formula gives it.", isOptional: true,
      digits: 3, number: { $0.score?.chance }),
    Quantity(
      "interval from", "95 % interval, from",
      "Lower end of the 95 % interval over samples of as many items, of measures for which it was shown to hold.",
      isOptional: true, digits: 3, number: { $0.score?.interval?.first }),
    Quantity(
      "interval to", "95 % interval, to", "Its upper end.", isOptional: true, digits: 3,
      number: { $0.score?.interval?.last }),
  ]

  private static let null: [Quantity<ComparisonRow>] = [
    Quantity(
      "null mean", "Null", "Mean score of random alignments of the same rows.", isOptional: true, digits: 3,
      number: { $0.score?.null?.mean }),
    Quantity(
      "null sd", "Null, spread", "Standard deviation of those scores (denominator m − 1).", isOptional: true,
      digits: 3, number: { $0.score?.null?.sd }),
    Quantity(
      "threshold", "Threshold", "What unrelated spaces pass in 5 % of all draws.", isOptional: true,
      digits: 3,
      number: { $0.score?.null?.threshold }),
    Quantity(
      "p", "p", "Probability that unrelated spaces score as high; of one pair alone.", unit: .share,
      isOptional: true, digits: 3, number: { $0.score?.null?.p }),
    Quantity(
      "calibrated", "Calibrated",
      "max(0, (score − threshold) / (1 − threshold)): 0 for unrelated spaces, 1 for equal ones; of measures whose best is 1.",
      unit: .share, isOptional: true, digits: 3, number: { $0.score?.calibrated }),
  ]
}

extension ComparisonRow {
  fileprivate func correlation(_ place: Int) -> Double? {
    guard let values = score?.values, values.count > place else { return nil }
    return values[place]
  }
}
