import Dense
import Foundation

/// How alike the distances within two spaces are: Spearman's rank correlation over all pairs of items.
///
///     ρ = Σ_{i<j} (R[i, j] − R̄)(S[i, j] − S̄) / √(Σ (R − R̄)² Σ (S − S̄)²),  range −1…1
///
/// R[i, j] is the average rank of the distance of items i and j among all n(n − 1)/2 of the first space, S of the second:
/// the comparison of representational dissimilarity matrices of Kriegeskorte, Mur and Bandettini 2008, of all pairs and not
/// of a sample of them. A scaling, and any other change that keeps the order of distances, changes nothing.
package struct DistanceRankCorrelation: Equatable, Sendable {
  /// Fewest items for which an interval is given.
  package static let leastItems = 100

  /// ρ; nil where it is not defined: fewer than 3 items, or all distances of a space equal.
  package let value: Double?
  /// ρ under each permutation, in their order; empty where the value is not defined.
  package let permuted: [Double]
  /// The standard error of ρ over samples of items (``Dense/PairRanks/standardError(with:correlation:threads:)``); nil where
  /// the value is not defined, for fewer than 100 items, and for spaces so unrelated that it would be too large.
  package let standardError: Double?
  /// How many items all this was computed on, where not on all.
  package let sampledItems: Int?

  /// Compares two spaces of n items. Cost n² (d + permutations).
  /// - Parameters:
  ///   - permutations: of the n items.
  ///   - key: the stream of the sample, from 20,000 items on.
  ///   - progress: hears the part that is done, from 0 to 1.
  package init(
    _ first: MeasuredRows, _ second: MeasuredRows, metric: Metric, permutations: ItemPermutations,
    threads: Int, key: StreamKey, progress: (@Sendable (Double) -> Void)? = nil
  ) {
    func part(_ number: Double) -> (@Sendable (Double) -> Void)? {
      ProgressPart.of(progress, from: number / 3, to: (number + 1) / 3)
    }
    let ranks = DistanceRanks(first, metric: metric, threads: threads, key: key, progress: part(0))
    let others = DistanceRanks(second, metric: metric, threads: threads, key: key, progress: part(1))
    self = ranks.correlation(with: others, permutations: permutations, threads: threads, progress: part(2))
  }

  /// From its parts.
  init(value: Double?, permuted: [Double], standardError: Double?, sampledItems: Int?) {
    (self.value, self.permuted) = (value, permuted)
    (self.standardError, self.sampledItems) = (standardError, sampledItems)
  }

  /// Where ρ lies with a probability of 95 %: tanh(artanh ρ ± 1.96 SE / (1 − ρ²)), Fisher's transformation, which keeps it
  /// within −1…1. nil without a standard error; ρ alone where it is −1 or 1.
  package var interval: ClosedRange<Double>? {
    guard let value, let standardError else { return nil }
    let slope = 1 - value * value
    guard slope > 0, standardError > 0 else { return value...value }
    let (center, half) = (atanh(value), NormalInterval.quantile * standardError / slope)
    return tanh(center - half)...tanh(center + half)
  }
}

extension DistanceRanks {
  /// Compares two spaces whose distances are ranked; both by one metric, and of one sample. Cost ½ n² for the value and for
  /// each permutation: 0.65 ns a pair measured; memory 4 n² bytes.
  /// - Parameters:
  ///   - permutations: of the n items.
  ///   - progress: hears the part that is done, from 0 to 1.
  package func correlation(
    with other: DistanceRanks, permutations: ItemPermutations, threads: Int,
    progress: (@Sendable (Double) -> Void)? = nil
  ) -> DistanceRankCorrelation {
    precondition(
      items == other.items && permutations.items == items,
      "\(items) and \(other.items) items, and permutations of \(permutations.items)")
    precondition(sample == other.sample, "spaces with different samples of their items")
    let count = ranks.items
    // The alignment as it is counts as the first one, so that all are sums of one kind.
    let all =
      count < 3
      ? nil
      : ranks.correlations(
        with: other.ranks, alignments: permutations.count + 1, threads: threads, progress: progress
      ) { $0 == 0 ? Array(0..<count) : restricted(permutations[$0 - 1]) }
    let value = all?.first
    let error = value.flatMap {
      count < DistanceRankCorrelation.leastItems
        ? nil : ranks.standardError(with: other.ranks, correlation: $0, threads: threads)
    }
    return DistanceRankCorrelation(
      value: value, permuted: all.map { Array($0.dropFirst()) } ?? [], standardError: error,
      sampledItems: sampledItems)
  }
}
