/// Seconds as 5 s, 3 min 20 s, 2 h 05 min.
enum DurationText {
  /// The duration; "unknown" for what is not finite.
  static func text(_ duration: Double) -> String {
    guard duration.isFinite, duration >= 0, duration < 1e9 else { return "unknown" }
    let seconds = Int(duration.rounded())
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    let minutes = seconds / 60 % 60
    return "\(seconds / 3600) h \(minutes < 10 ? "0" : "")\(minutes) min"
  }
}
