import CrossModal
import Messages

/// What a comparison found, in one sentence.
package enum ComparisonAnswer {
  /// The answer for two spaces, or for the best pair of several.
  package static func text(_ compared: ComparedPairs, names: [String]) -> String {
    if compared.pairs.count == 1, let pair = compared.pairs.first {
      let both = names.count == 2 ? "The two spaces" : "\(names[pair.first]) and \(names[pair.second])"
      return sentence(both, pair.scores) ?? "Nothing was measured."
    }
    let measures: [ComparisonMeasure] = [.mutualNeighbors, .debiasedKernelAlignment]
    let found = compared.best
    guard
      let best = measures.lazy.compactMap({ wanted in found.first { $0.measure == wanted } }).first
        ?? found.first
    else { return "\(compared.pairs.count) pairs of spaces were compared." }
    let words =
      best.measure == .mutualNeighbors
      ? "share \(percent(best.scores.observed)) of their \(neighbors(best.k))"
      : "score \(format(best.scores.observed, 2)) by \(ScoreRow.name(best.measure, k: best.k))"
    let worth =
      best.scores.calibrated > 0
      ? "calibrated over all pairs \(format(best.scores.calibrated, 2))"
      : "no more than the best of \(best.candidates) unrelated pairs may"
    return
      "Of \(best.candidates) pairs\(best.candidates < compared.pairs.count ? " of different files" : ""), \(names[best.first]) and \(names[best.second]) are most alike: they \(words); "
      + worth + "."
  }

  private static func sentence(_ subject: String, _ scores: [MeasuredScore]) -> String? {
    if let score = scores.first(where: { $0.measure == .mutualNeighbors }), let value = score.value {
      return "\(subject) share \(percent(value)) of their \(neighbors(score.k)); "
        + "\(percent(score.chance ?? 0)) would be chance" + worth(score) + "."
    }
    guard
      let score = scores.first(where: { $0.value != nil && $0.measure.isCalibrated })
        ?? scores.first(where: { $0.value != nil }),
      let value = score.value
    else { return nil }
    return "\(subject) score \(format(value, 2)) by \(ScoreRow.name(score.measure, k: score.k))"
      + worth(score) + "."
  }

  private static func neighbors(_ k: Int?) -> String {
    k == 1 ? "nearest neighbors" : "\(k ?? 0) nearest neighbors"
  }

  private static func worth(_ score: MeasuredScore) -> String {
    guard let null = score.null else { return "" }
    return null.calibrated > 0
      ? "; calibrated \(format(null.calibrated, 2))"
      : "; unrelated spaces may score as high (p \(format(null.p, 2)))"
  }

  // Two digits below 10 %, so that chance is not 0 %.
  private static func percent(_ share: Double) -> String {
    let number = 100 * share
    return "\(number >= 10 || number == 0 ? format(number, 0) : SignificantDigits.text(number, digits: 2)) %"
  }
}
