/// A measure of how alike two row-aligned spaces are; the raw value is its name everywhere.
public enum ComparisonMeasure: String, CaseIterable, Hashable, Sendable {
  case mutualNeighbors = "mutual-knn"
  case neighborOverlap = "mnno"
  case jaccard
  case rankSimilarity = "rank-similarity"
  case cycleFromFirst = "cycle-knn-ab"
  case cycleFromSecond = "cycle-knn-ba"
  case neighborAlignment = "cknna"
  case kernelAlignment = "cka"
  case kernelAlignmentOfUnitRows = "cka-unit-rows"
  case debiasedKernelAlignment = "cka-debiased"
  case debiasedKernelAlignmentOfUnitRows = "cka-debiased-unit-rows"
  case cosineRankCorrelation = "rsa-spearman-cosine"
  case euclideanRankCorrelation = "rsa-spearman-euclidean"
  case procrustesSimilarity = "procrustes-similarity"
  case procrustesAngle = "procrustes-angle"
  case meanCorrelation = "cca-mean"
  case meanSquaredCorrelation = "cca-mean-squared"
  case firstCorrelations = "cca-first"
  case singularVectorCorrelation = "svcca-99"
  case hubnessOfFirst = "hubness-skewness-a"
  case antihubsOfFirst = "antihubs-a"
  case hubnessOfSecond = "hubness-skewness-b"
  case antihubsOfSecond = "antihubs-b"

  /// What is measured of each of many pairs where nobody names measures: one of lists, one of lists and geometry, one of
  /// geometry.
  package static let usualOfManyPairs: [ComparisonMeasure] = [
    .mutualNeighbors, .neighborAlignment, .debiasedKernelAlignment,
  ]

  /// What is measured of so many spaces where nobody names measures.
  package static func usual(spaces: Int) -> [ComparisonMeasure] { spaces > 2 ? usualOfManyPairs : allCases }

  /// What a measure looks at.
  public enum Group: String, CaseIterable, Sendable {
    /// The nearest neighbors of every item.
    case local
    /// All items at once.
    case global
    /// How neighbors spread over the items of one space.
    case hubs
  }

  /// What the measure looks at.
  public var group: Group {
    switch self {
    case .mutualNeighbors, .neighborOverlap, .jaccard, .rankSimilarity, .cycleFromFirst, .cycleFromSecond,
      .neighborAlignment:
      .local
    case .hubnessOfFirst, .antihubsOfFirst, .hubnessOfSecond, .antihubsOfSecond: .hubs
    default: .global
    }
  }

  /// Whether the measure has a number of neighbors.
  public var usesNeighbors: Bool { group != .global }

  /// Whether it compares the spaces and is 1 for equal ones: such a score has a null and is calibrated.
  public var isCalibrated: Bool {
    switch self {
    case .procrustesAngle: false
    default: group != .hubs
    }
  }
}
