internal import DenseKernels
import Foundation

/// What the kernels add to products of whole numbers and compare them with: terms and errors in Float, padded to panels.
final class IntegerScores: @unchecked Sendable {
  let rows, items: IntegerRows
  let bounds: IntegerBounds
  /// The rows' errors.
  let rowErrors: AlignedBuffer<Float>
  /// The items' errors, and their terms raised by them; −∞ behind the last item.
  let itemErrors, itemTerms: AlignedBuffer<Float>
  /// Scores of distance 0, in Double.
  let origins: AlignedBuffer<Double>

  /// The terms of all pairs of rows and items, which may be the same; with bounds that are known from a larger set.
  init(rows: IntegerRows, items: IntegerRows, frame: IntegerFrame, bounds known: IntegerBounds? = nil) {
    let bounds =
      known
      ?? IntegerBounds(
        longestRow: rows.longestRounded, longestItem: items.longest, columns: items.source.columns,
        frame: frame)
    (self.rows, self.items, self.bounds) = (rows, items, bounds)
    rowErrors = AlignedBuffer(count: rows.padded, repeating: 0)
    origins = AlignedBuffer(count: rows.padded, repeating: 0)
    itemErrors = AlignedBuffer(count: items.padded, repeating: 0)
    itemTerms = AlignedBuffer(count: items.padded, repeating: -.infinity)
    for row in 0..<rows.count {
      rowErrors.pointer[row] = Float(bounds.rowError(residual: rows.residuals.pointer[row])).nextUp
      origins.pointer[row] = bounds.origin(
        linear: rows.linear.pointer[row], length: rows.lengths.pointer[row])
    }
    for item in 0..<items.count {
      let error = bounds.itemError(residual: items.residuals.pointer[item])
      itemErrors.pointer[item] = Float(error).nextUp
      itemTerms.pointer[item] = Float(
        bounds.term(linear: items.linear.pointer[item], length: items.lengths.pointer[item]) + error)
    }
  }
}

/// A random sample of items, by which a search learns what scores to expect.
///
/// Of the items above a row's k-th neighbor a sample of S of n holds about k S / n, whatever the data. So the score of its
/// `rank`-th best is hardly ever above that of the k-th neighbor, and a good first threshold.
struct IntegerSample {
  let scores: IntegerScores
  let indices: [Int32]
  /// The place in the sample from which on items are hardly ever among the k nearest of all.
  let rank: Int

  private static let sizes = 192...1024

  /// Indices of a sample for rows of a search for k of `count` items; nil where there is none that tells anything.
  static func indices(_ count: Int, k: Int) -> [Int32]? {
    let size = min(sizes.upperBound, max(sizes.lowerBound, count / 64)) / 64 * 64
    guard count >= 4 * size else { return nil }
    var stream = RandomStream(StreamKey(seed: 1).adding("neighbors").adding(count))
    var chosen = Set<Int32>()
    while chosen.count < size { chosen.insert(Int32(stream.below(count))) }
    return chosen.sorted()
  }

  /// The least rank that fewer than one row in five hundred misses: the number of a sample's items among the k best is
  /// nearly Poisson's.
  static func rank(_ size: Int, of count: Int, k: Int) -> Int {
    let mean = Double(k) * Double(size) / Double(count)
    guard mean < 500 else { return size + 1 }
    var (rank, probability, above) = (0, exp(-mean), 1.0)
    while above > 0.002 {
      above -= probability
      rank += 1
      probability *= mean / Double(rank)
    }
    return max(2, rank)
  }
}
