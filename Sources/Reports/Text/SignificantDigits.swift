import Foundation

/// Numbers of unknown size with few significant digits.
enum SignificantDigits {
  /// 3.142, 0.03142, 31420.
  static func text(_ number: Double, digits: Int = 4) -> String {
    guard number.isFinite else { return "\(number)" }
    return String(format: "%.\(digits)g", locale: Locale(identifier: "en_US_POSIX"), number)
  }
}
