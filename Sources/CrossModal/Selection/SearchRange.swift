import Foundation

/// A range from which the values of an axis are drawn at random, both ends included.
public struct SearchRange: Hashable, Sendable {
  /// The ends, low < high.
  public let low, high: Double
  /// Whether the logarithm is uniform, and not the number.
  public let isLogarithmic: Bool
  /// Whether values are whole numbers.
  public let isWhole: Bool

  /// A range; the ends of a logarithmic one must be above 0, those of whole numbers whole.
  public init(_ low: Double, _ high: Double, isLogarithmic: Bool = false, isWhole: Bool = false) {
    precondition(low.isFinite && high.isFinite && low < high, "a range from \(low) to \(high)")
    precondition(!isLogarithmic || low > 0, "a logarithmic range from \(low)")
    precondition(
      !isWhole || (low == low.rounded() && high == high.rounded()),
      "a range of whole numbers from \(low) to \(high)")
    (self.low, self.high, self.isLogarithmic, self.isWhole) = (low, high, isLogarithmic, isWhole)
  }

  /// Significant digits of a drawn number, so that names of settings can be read.
  private static let digits = 6

  /// The value at a share of the range, in [0, 1): equal parts of the range, or of its logarithm, are equally likely. A number
  /// has six significant digits at most; of whole numbers every one has its own part, the ends too.
  public func value(at share: Double) -> Double {
    let half = isWhole ? 0.5 : 0
    let (low, high) = (self.low - half, self.high + half)
    let value =
      isLogarithmic ? exp(log(low) + share * (log(high) - log(low))) : low + share * (high - low)
    let rounded = isWhole ? value.rounded() : Self.shortened(value)
    return min(max(rounded, self.low), self.high)
  }

  /// Where a value is in the range, 0 at the low end and 1 at the high one, on the scale on which it is drawn.
  public func share(of value: Double) -> Double {
    isLogarithmic ? log(value / low) / log(high / low) : (value - low) / (high - low)
  }

  private static func shortened(_ value: Double) -> Double {
    // The text is what is in names, so it decides.
    Double(String(format: "%.\(digits - 1)e", locale: Locale(identifier: "en_US_POSIX"), value)) ?? value
  }
}
