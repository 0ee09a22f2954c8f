import Foundation

/// What a score is worth next to the scores of random alignments.
///
/// With the observed score s and those of m permutations:
///
///     p = (1 + #{null ≥ s}) / (m + 1)
///     τ = the ⌈(1 − α)(m + 1)⌉-th smallest of {s, null}, α = 0.05
///     calibrated = max(0, (s − τ) / (1 − τ))
///
/// Scores that differ by less than 1e-6 of s count as equal: where every alignment scores the same, as of too few items, the
/// rounding of the permutations' products in Float decides nothing.
/// p is one-sided and never 0 (Phipson and Smyth 2010); the threshold τ counts the score itself among the m + 1, so that
/// a score of unrelated spaces is above it in at most 5 % of all draws, whatever the measure, the width of the spaces or
/// the number of items.
public struct PermutedScores: Equatable, Sendable {
  /// The probability with which a score of unrelated spaces may pass the threshold.
  public static let level = 0.05

  /// The score of the spaces as they are aligned.
  public let observed: Double
  /// The scores of the permutations, in their order; at least one.
  public let permuted: [Double]

  /// The scores; all finite, at least one permutation.
  public init(observed: Double, permuted: [Double]) {
    precondition(!permuted.isEmpty, "a null of no permutations")
    (self.observed, self.permuted) = (observed, permuted)
  }

  /// Mean of the permutations.
  public var mean: Double { permuted.reduce(0, +) / Double(permuted.count) }

  /// Their standard deviation (denominator m − 1); 0 for one permutation.
  public var standardDeviation: Double {
    guard permuted.count > 1 else { return 0 }
    let mean = mean
    let squares = permuted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(permuted.count - 1)).squareRoot()
  }

  /// The score that unrelated spaces pass in at most 5 % of all draws.
  public var threshold: Double {
    let sorted = (permuted + [observed]).sorted()
    let place = Int((1 - Self.level) * Double(sorted.count) - 1e-9) + 1
    return sorted[min(place, sorted.count) - 1]
  }

  /// One-sided probability that unrelated spaces score as high.
  public var p: Double {
    Double(1 + permuted.count { $0 >= observed - rounding }) / Double(permuted.count + 1)
  }

  private var rounding: Double { 1e-6 * abs(observed) }

  /// The score beyond the threshold, for measures whose best is 1: 0 for unrelated spaces, 1 for equal ones; 0 where the
  /// threshold is 1 already.
  public var calibrated: Double {
    let threshold = threshold
    return threshold < 1 && observed > threshold + rounding
      ? (observed - threshold) / (1 - threshold) : 0
  }

  /// The largest score over several cells, next to the largest of every permutation: the same permutation in all cells,
  /// the maximum first. Not of cells with different numbers of permutations.
  public init?(maximumOf cells: [PermutedScores]) {
    guard let first = cells.first else { return nil }
    precondition(
      cells.allSatisfy { $0.permuted.count == first.permuted.count },
      "nulls of \(cells.map(\.permuted.count)) permutations")
    self.init(
      observed: cells.map(\.observed).max() ?? first.observed,
      permuted: first.permuted.indices.map { place in
        cells.map { $0.permuted[place] }.max() ?? first.permuted[place]
      })
  }
}
