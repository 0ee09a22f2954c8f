import CrossModal
import Messages

/// One measured score as words of a table; empty where there is nothing.
package struct ScoreRow: Sendable {
  /// Name of the measure, with its number of neighbors.
  package let name: String
  /// The score, 4 digits.
  package let score: String
  /// What a formula says of unrelated spaces, 3 digits as all that follow.
  package let chance: String
  /// The mean of the null.
  package let null: String
  /// What 5 % of the null pass.
  package let threshold: String
  /// The probability that unrelated spaces score as high.
  package let p: String
  /// The calibrated score.
  package let calibrated: String
  /// The 95 % interval.
  package let interval: String

  /// The words of a score.
  package init(_ score: MeasuredScore) {
    func digits(_ number: Double?, _ count: Int) -> String { number.map { format($0, count) } ?? "" }
    name = Self.name(score.measure, k: score.k)
    self.score = digits(score.value, 4)
    chance = digits(score.chance, 3)
    null = digits(score.null?.mean, 3)
    threshold = digits(score.null?.threshold, 3)
    p = digits(score.null?.p, 3)
    calibrated = digits(score.calibrated, 3)
    interval = score.interval.map { "\(format($0.lowerBound, 3))–\(format($0.upperBound, 3))" } ?? ""
  }

  /// `mutual-knn 10`.
  package static func name(_ measure: ComparisonMeasure, k: Int?) -> String {
    measure.rawValue + (k.map { " \($0)" } ?? "")
  }

  /// The title of a group of measures.
  package static func title(of group: ComparisonMeasure.Group) -> String {
    switch group {
    case .local: "neighbors"
    case .global: "all items at once"
    case .hubs: "hubs"
    }
  }
}
