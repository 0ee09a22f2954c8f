import Foundation

/// A number with this many digits after the point, in no locale's way.
package func format(_ number: Double, _ digits: Int) -> String {
  String(format: "%.\(digits)f", locale: Locale(identifier: "en_US_POSIX"), number)
}
