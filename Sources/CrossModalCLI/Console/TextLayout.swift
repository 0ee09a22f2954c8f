import Foundation

extension String {
  /// Blanks in front up to a width in characters.
  func leftPadded(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }

  /// Blanks behind up to a width in characters.
  func rightPadded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}

extension Double {
  /// With this many digits after the point, in no locale's way.
  func fixed(_ digits: Int) -> String {
    String(format: "%.\(digits)f", locale: Locale(identifier: "en_US_POSIX"), self)
  }

  /// Seconds as 5 s, 3 min 20 s, 2 h 05 min.
  var asDuration: String {
    guard isFinite, self < 1e9 else { return "unknown" }
    let seconds = Int(rounded())
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    return "\(seconds / 3600) h \(String(seconds / 60 % 60).count == 1 ? "0" : "")\(seconds / 60 % 60) min"
  }
}
