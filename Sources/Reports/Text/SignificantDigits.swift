import Foundation

/// Numbers of unknown size with few significant digits.
enum SignificantDigits {
  /// 3.142, 0.03142, 31420.
  static func text(_ number: Double, digits: Int = 4) -> String {
    guard number.isFinite else { return "\(number)" }
    return String(format: "%.\(digits)g", locale: Locale(identifier: "en_US_POSIX"), number)
  }

  /// A number as far as its spread makes digits worth reading: to the place of the spread's second digit, as 0.0686 with a
  /// spread of 0.0024; with four digits where the spread is nothing or unknown.
  static func text(_ number: Double, spread: Double?) -> String {
    guard number.isFinite, let spread, spread > 0, spread.isFinite else { return text(number) }
    let places = Int(max(0, min(12, 1 - log10(spread).rounded(.down))))
    return String(format: "%.\(places)f", locale: Locale(identifier: "en_US_POSIX"), number)
  }
}
