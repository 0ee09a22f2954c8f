import Dense
import Foundation

/// The global measures that were asked for of two spaces, in the order of the request.
struct GlobalMeasures {
  /// The scores.
  let scores: [MeasuredScore]

  init(
    _ first: ComparedSpace, _ second: ComparedSpace, _ request: ComparisonRequest, _ steps: ComparisonSteps
  ) throws {
    var found: [ComparisonMeasure: MeasuredScore] = [:]
    for measures in try CoordinateMeasures.of(first, second, request, steps) {
      for measure in request.measures where measures.measures.contains(measure) {
        found[measure] = measures.score(measure)
      }
    }
    // All coordinates are gone before distances are ranked.
    let alignments = request.alignments(items: first.items)
    for (measure, metric, step) in [
      (ComparisonMeasure.cosineRankCorrelation, Metric.cosine, ComparisonSteps.Step.cosineRanks),
      (.euclideanRankCorrelation, .euclidean, .euclideanRanks),
    ] where request.asks(measure) {
      try Interruption.check()
      let correlation = DistanceRankCorrelation(
        first.rows, second.rows, metric: metric, permutations: alignments, threads: request.threads,
        key: request.key.adding("sample"), progress: steps.hearing(step))
      found[measure] = MeasuredScore(measure, correlation, items: first.items)
    }
    scores = request.measures.filter { $0.group == .global }.compactMap { found[$0] }.map { score in
      var score = score
      // Standard errors and chance are those of independent items.
      if request.groups != nil { (score.interval, score.chance) = (nil, nil) }
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
