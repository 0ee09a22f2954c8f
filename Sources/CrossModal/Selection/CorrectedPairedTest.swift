/// Whether two settings differ by more than chance over the folds of a cross-validation: Student's paired test with the
/// variance of Nadeau and Bengio (2003).
///
/// The training rows of folds overlap, so their differences are not independent and the plain test finds too much. With
/// J folds of all repeats, mean d̄ and variance s² (n − 1) of the differences, and r = held-out rows over training rows:
///
///     t = d̄ / √((1/J + r) s²),   J − 1 degrees of freedom
///
/// The best of many settings is best partly by luck, which no test of two of them knows.
package struct CorrectedPairedTest: Equatable, Sendable {
  /// The mean difference.
  package let difference: Double
  /// The statistic; infinite where all differences are equal and not 0.
  package let t: Double
  /// The probability of a difference at least as far from 0 if there were none, two-sided.
  package let p: Double

  /// The test of differences, one for each fold of all repeats; nil with fewer than two.
  /// - Parameter ratio: held-out rows over training rows of a fold: 1/(k − 1) with k folds.
  package init?(_ differences: [Double], heldOutToTraining ratio: Double) {
    precondition(ratio > 0, "held-out rows over training rows: \(ratio)")
    guard differences.count > 1, differences.allSatisfy(\.isFinite) else { return nil }
    let count = Double(differences.count)
    let mean = differences.reduce(0, +) / count
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let error = ((1 / count + ratio) * variance).squareRoot()
    difference = mean
    t = mean == 0 ? 0 : mean / error
    p = StudentDistribution.twoSided(t, degreesOfFreedom: count - 1)
  }
}
