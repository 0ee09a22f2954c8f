import Foundation

/// A difference of two overlaps over the folds or runs of a cell, and how sure it is.
///
///     SE² = max(W, B) over folds, W + B over runs;  W = Σ eᶠ² / (F · S),  B = s² / F
///
/// eᶠ is the standard error over the items of fit f, lists made anew, F the number of fits, s their standard deviation, S the
/// number of fits of different items: folds are samples of their own, so the items' error shrinks with their number, while
/// runs share their test rows, so it does not. The spread over folds holds the items' error already, besides what training on
/// other rows changes, but few folds know it badly: the larger of the two counts. Over runs the spread is that of training
/// alone, so it is added. Folds repeated S-fold count as S folds of different items.
package struct OverlapDifference: Equatable, Sendable {
  /// The mean over folds or runs.
  package let mean: Double
  /// Its standard error.
  package let standardError: Double

  /// The difference of every fit with its standard error over the items.
  init(_ values: [Double], errors: [Double], samples: Int) {
    precondition(values.count == errors.count, "\(values.count) differences, \(errors.count) errors")
    let count = Double(max(values.count, 1))
    let spread = OverlapSummary.Spread(values)
    let different = min(max(samples, 1), max(values.count, 1))
    let within = errors.reduce(0) { $0 + $1 * $1 } / count / Double(different)
    let between = spread.deviation * spread.deviation / count
    mean = spread.mean
    standardError = (different > 1 ? max(within, between) : within + between).squareRoot()
  }

  private init(mean: Double, standardError: Double) {
    (self.mean, self.standardError) = (mean, standardError)
  }

  /// This value less another, as if their errors were independent: for two maps measured on the same items, whose overlaps
  /// rise and fall together, the error is too large rather than too small.
  func less(_ other: OverlapDifference) -> OverlapDifference {
    OverlapDifference(
      mean: mean - other.mean,
      standardError: (standardError * standardError + other.standardError * other.standardError).squareRoot())
  }

  /// Two-sided p of no difference, normal; 1 for a difference of 0.
  var p: Double {
    if mean == 0 { return 1 }
    return standardError == 0 ? 0 : erfc(abs(mean) / standardError / 2.0.squareRoot())
  }
}

/// The outcome of a comparison, after a correction for the number of comparisons.
package enum ComparisonOutcome: Equatable, Sendable {
  /// The first is larger.
  case larger
  /// The first is smaller.
  case smaller
  /// No difference that exceeds what chance brings.
  case noDifference

  /// The outcomes of a family of comparisons by Holm's step-down correction (Holm 1979) at 5 %: the probability that any
  /// outcome is a difference where there is none is at most 5 %.
  static func all(_ differences: [OverlapDifference]) -> [ComparisonOutcome] {
    var outcomes = [ComparisonOutcome](repeating: .noDifference, count: differences.count)
    let order = differences.indices.sorted { (differences[$0].p, $0) < (differences[$1].p, $1) }
    for (rank, place) in order.enumerated() {
      guard differences[place].p <= 0.05 / Double(differences.count - rank) else { break }
      outcomes[place] = differences[place].mean > 0 ? .larger : .smaller
    }
    return outcomes
  }
}
