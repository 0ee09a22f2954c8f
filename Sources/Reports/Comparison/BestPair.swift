import CrossModal
import Messages
import Studies

/// The pair of a study that scores highest by a measure, next to the highest score that random alignments find.
package struct BestPair: Sendable {
  private let best: ComparedPairs.Best
  private let first: String
  private let second: String

  /// The best pair by every calibrated measure and number of neighbors; none for fewer than two pairs of different files.
  static func all(_ compared: ComparedPairs, names: [String]) -> [BestPair] {
    compared.best.map { BestPair(best: $0, first: names[$0.first], second: names[$0.second]) }
  }

  /// What is told of it.
  package static let quantities: [Quantity<BestPair>] = [
    Quantity("measure", "Measure", "Name of the measure.", text: { $0.best.measure.rawValue }),
    Quantity(
      "k", "Neighbors", "Number of neighbors, of measures that have one.", unit: .neighbors, isOptional: true,
      integer: { $0.best.k }),
    Quantity("a", "First space", "The first space of the pair that scores highest.", text: { $0.first }),
    Quantity("b", "Second space", "The second space.", text: { $0.second }),
    Quantity(
      "value", "Score", "The highest score of all pairs, rounded to float32 as the scores of alignments are.",
      digits: 4, number: { $0.best.scores.observed }),
    Quantity(
      "threshold", "Threshold", "What the highest score of all pairs passes in 5 % of random alignments.",
      digits: 4,
      number: { $0.best.scores.threshold }),
    Quantity(
      "calibrated", "Calibrated", "The highest score beyond that threshold: 0 unrelated, 1 equal.",
      unit: .share,
      digits: 3, number: { $0.best.scores.calibrated }),
    Quantity(
      "p", "p", "Probability that unrelated spaces have so high a highest score.", unit: .share, digits: 3,
      number: { $0.best.scores.p }),
    Quantity("pairs", "Pairs", "Pairs that the highest was taken of.", integer: { $0.best.candidates }),
  ]

  /// What `best` says of a study.
  static func answer(_ ledger: ComparisonLedger) -> BestAnswer {
    let (compared, names) = (ledger.compared, ledger.experiment.spaces.map(\.name))
    let pairs = all(compared, names: names)
    guard !compared.pairs.isEmpty else {
      return BestAnswer(text: "nothing is measured yet\n", json: json(pairs))
    }
    let lines = pairs.flatMap { pair -> [String] in
      let (best, scores) = (pair.best, pair.best.scores)
      return [
        "\(ScoreRow.name(best.measure, k: best.k)): \(pair.first), \(pair.second)",
        "    \(format(scores.observed, 4)); 5 % of random alignments have a highest of \(best.candidates) pairs of "
          + "\(format(scores.threshold, 4));",
        "    calibrated \(format(scores.calibrated, 3)), p \(format(scores.p, 3))",
      ]
    }
    let answer = ComparisonAnswer.text(compared, names: names)
    return BestAnswer(text: ([answer] + lines).joined(separator: "\n") + "\n", json: json(pairs))
  }

  private static func json(_ pairs: [BestPair]) -> String {
    QuantityTable(quantities, rows: pairs).json(named: "best")
  }
}
