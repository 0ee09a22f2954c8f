import Dense
import Foundation

/// The global measures that were asked for of two spaces, in the order of the request.
struct GlobalMeasures {
  /// The scores.
  let scores: [MeasuredScore]

  init(
    _ first: ComparedSpace, _ second: ComparedSpace, _ request: ComparisonRequest, _ steps: ComparisonSteps
  ) throws {
    let alignments = request.alignments(items: first.items)
    var wanted = GlobalScores.Request()
    wanted.procrustes = request.asks(.procrustesSimilarity, .procrustesAngle)
    wanted.canonical = request.asks(.meanCorrelation, .meanSquaredCorrelation, .firstCorrelations)
    wanted.singularVectors = request.asks(.singularVectorCorrelation)
    var found: [ComparisonMeasure: MeasuredScore] = [:]
    if wanted.needsOrthonormal || request.asks(.kernelAlignment, .debiasedKernelAlignment) {
      let spectra = try [first, second].map {
        try $0.spectrum(orthonormal: wanted.needsOrthonormal, threads: request.threads)
      }
      steps.hear(.coordinates, 1)
      let measures = try CoordinateMeasures(
        spectra, names: [first.name, second.name], wanted, alignments, threads: request.threads
      ) { steps.hear(.product, $0, request) }
      for measure in request.measures where measure.group == .global && !measure.takesUnitRows {
        if !measure.takesDistances { found[measure] = measures.score(measure) }
      }
    }
    // The coordinates above are gone before others are made.
    if request.asks(.kernelAlignmentOfUnitRows, .debiasedKernelAlignmentOfUnitRows) {
      let measures = try CoordinateMeasures(
        [first, second].map { try $0.unitSpectrum(threads: request.threads) },
        names: [first.name, second.name], .init(), alignments, threads: request.threads
      ) { steps.hear(.unitProduct, $0, request) }
      for measure in request.measures where measure.takesUnitRows {
        found[measure] = measures.score(measure)
      }
    }
    for (measure, metric, step) in [
      (ComparisonMeasure.cosineRankCorrelation, Metric.cosine, ComparisonSteps.Step.cosineRanks),
      (.euclideanRankCorrelation, .euclidean, .euclideanRanks),
    ] where request.asks(measure) {
      let correlation = DistanceRankCorrelation(
        first.rows, second.rows, metric: metric, permutations: alignments, threads: request.threads,
        key: request.key.adding("sample"), progress: steps.hearing(step))
      found[measure] = MeasuredScore(measure, correlation, items: first.items)
    }
    scores = request.measures.filter { $0.group == .global }.compactMap { found[$0] }.map { score in
      var score = score
      // Standard errors are those of independent items.
      if request.groups != nil { score.interval = nil }
      return score
    }
  }
}

extension MeasuredScore {
  /// The rank correlation of distances.
  fileprivate init(_ measure: ComparisonMeasure, _ correlation: DistanceRankCorrelation, items: Int) {
    self.init(measure)
    guard let value = correlation.value else {
      note = items < 3 ? "\(items) items: it needs 3" : "all distances of a space are equal"
      return
    }
    self.value = value
    chance = 0
    if !correlation.permuted.isEmpty {
      null = PermutedScores(observed: value, permuted: correlation.permuted)
    }
    interval = correlation.interval
    note = correlation.sampledItems.map { "of a random sample of \($0) items" }
  }
}

extension ComparisonMeasure {
  /// Whether it is taken of rows of length 1.
  fileprivate var takesUnitRows: Bool {
    self == .kernelAlignmentOfUnitRows || self == .debiasedKernelAlignmentOfUnitRows
  }

  /// Whether it is taken of distances.
  fileprivate var takesDistances: Bool {
    self == .cosineRankCorrelation || self == .euclideanRankCorrelation
  }
}

/// Measures of one pair of coordinates, with their nulls and intervals.
private struct CoordinateMeasures {
  private let comparison: GlobalComparison
  private let threads: Int
  private let names: [String]
  // Why canonical correlations say nothing; nil where they do.
  private let canonicalReason: String?
  // The same of the directions that SVCCA keeps, where the score is defined all the same.
  private let singularVectorReason: String?

  init(
    _ spectra: [SpaceSpectrum], names: [String], _ request: GlobalScores.Request,
    _ alignments: ItemPermutations, threads: Int, finished: (Int) -> Void
  ) throws {
    let pair = SpectrumPair(spectra[0], spectra[1])
    self.names = names
    var request = request
    let ranks = (pair.first.rank, pair.second.rank)
    let kept = (pair.first.directions(holding: 0.99), pair.second.directions(holding: 0.99))
    canonicalReason = request.canonical ? Self.reason(ranks, items: pair.first.items) : nil
    singularVectorReason = request.singularVectors ? Self.reason(kept, items: pair.first.items) : nil
    request.canonical = request.canonical && canonicalReason == nil
    request.singularVectors = request.singularVectors && kept.0 > 0 && kept.1 > 0
    comparison = try GlobalComparison(
      pair, request: request, permutations: alignments, threads: threads, finished: finished)
    self.threads = threads
  }

  // n ≤ p′ + q′ + 1: some correlation of 1 is there whatever the spaces are.
  private static func reason(_ ranks: (Int, Int), items: Int) -> String? {
    if ranks.0 == 0 || ranks.1 == 0 { return "a space has no variance" }
    return items > ranks.0 + ranks.1 + 1
      ? nil
      : "\(items) items in \(ranks.0) + \(ranks.1) dimensions correlate whatever they are; reduce both by features pca"
  }

  func score(_ measure: ComparisonMeasure) -> MeasuredScore {
    switch measure {
    case .kernelAlignment, .kernelAlignmentOfUnitRows:
      return filled(measure, constantReason) { $0.kernelAlignment }
    case .debiasedKernelAlignment, .debiasedKernelAlignmentOfUnitRows:
      let reason =
        constantReason
        ?? (comparison.pair.first.items < 4
          ? "\(comparison.pair.first.items) items: it needs 4" : "a space's own estimate is not above 0")
      var score = filled(measure, reason) { $0.debiasedAlignment }
      if let value = score.value {
        score.chance = 0
        score.setInterval(
          standardError: ScoreInfluence.standardError(
            debiasedAlignment: value, of: comparison, threads: threads))
      }
      return score
    case .procrustesSimilarity:
      return filled(measure, constantReason) { $0.procrustes }
    case .procrustesAngle:
      let similarity = score(.procrustesSimilarity)
      var angle = MeasuredScore(measure)
      angle.value = similarity.value.map { acos(max(-1, min(1, $0))) }
      angle.note = similarity.value == nil ? similarity.note : nil
      return angle
    case .meanCorrelation:
      return filled(measure, canonicalReason) { $0.correlations.flatMap(Self.mean) }
    case .meanSquaredCorrelation:
      return filled(measure, canonicalReason) { $0.correlations.flatMap { Self.mean($0.map { $0 * $0 }) } }
    case .firstCorrelations:
      var score = filled(measure, canonicalReason) { $0.correlations?.first }
      score.values = comparison.observed.correlations.map { Array($0.prefix(3)) }
      return score
    default:
      var score = filled(measure, singularVectorReason) { $0.singularVectorCorrelation }
      score.note = singularVectorReason
      return score
    }
  }

  private var constantReason: String? {
    if comparison.pair.first.isConstant { return "all rows of \(names[0]) are equal" }
    return comparison.pair.second.isConstant ? "all rows of \(names[1]) are equal" : nil
  }

  private func filled(_ measure: ComparisonMeasure, _ reason: String?, _ value: (GlobalScores) -> Double?)
    -> MeasuredScore
  {
    guard let observed = value(comparison.observed) else {
      return .undefined(measure, reason ?? "undefined")
    }
    var score = MeasuredScore(measure)
    score.value = observed
    let permuted = comparison.permuted.compactMap(value)
    if !permuted.isEmpty { score.null = PermutedScores(observed: observed, permuted: permuted) }
    return score
  }

  private static func mean(_ numbers: [Double]) -> Double? {
    numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
  }
}
