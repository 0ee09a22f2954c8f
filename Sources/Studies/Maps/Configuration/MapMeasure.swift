import CrossModal

/// A measure that final fits have besides the overlaps where a configuration asks for it.
package enum MapMeasure: Hashable, Sendable {
  /// What two spaces share.
  case comparison(ComparisonMeasure)
  /// The share of items whose own target is among the nearest of f(x), by cosine.
  case recall(Int)
  /// The mean of 1 / rank of the own target of f(x), by cosine.
  case meanReciprocalRank
  /// The mean average precision by class: relevant is every item that shares a label, by cosine. From f(X) to Y, or
  /// reversed.
  case meanAveragePrecision(isReversed: Bool)
}

extension MapMeasure: RawRepresentable, CaseIterable {
  /// All that may be asked for.
  package static let allCases: [MapMeasure] =
    [
      ComparisonMeasure.mutualNeighbors, .neighborOverlap, .rankSimilarity, .neighborAlignment,
      .kernelAlignment,
      .debiasedKernelAlignment, .cosineRankCorrelation, .euclideanRankCorrelation, .procrustesSimilarity,
      .meanCorrelation, .singularVectorCorrelation,
    ].map(MapMeasure.comparison) + [.recall(1), .recall(5), .recall(10), .meanReciprocalRank]
    + [false, true].map { .meanAveragePrecision(isReversed: $0) }

  /// The measure of a name.
  package init?(rawValue: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = found
  }

  /// Its name everywhere.
  package var rawValue: String {
    switch self {
    case .comparison(let measure): measure.rawValue
    case .recall(let k): "recall-at-\(k)"
    case .meanReciprocalRank: "mean-reciprocal-rank"
    case .meanAveragePrecision(let isReversed): "mean-average-precision" + (isReversed ? "-reverse" : "")
    }
  }

  /// Whether items are relevant by their labels.
  package var takesLabels: Bool { if case .meanAveragePrecision = self { true } else { false } }

  /// One sentence.
  package var sentence: String {
    switch self {
    case .comparison(let measure): measure.explanation.sentence
    case .recall(1): "The share of items whose own target is the one nearest to f(x), by cosine."
    case .recall(let k): "The share of items whose own target is among the \(k) nearest to f(x), by cosine."
    case .meanReciprocalRank: "The mean of 1 / rank of an item’s own target among all, by cosine to f(x)."
    case .meanAveragePrecision(isReversed: false):
      "The mean average precision by class: f(x) is the query for the targets that share a label with x, by cosine."
    case .meanAveragePrecision(isReversed: true):
      "The mean average precision by class in the other direction: a target is the query for the f(x) that share its label, by cosine."
    }
  }
}
