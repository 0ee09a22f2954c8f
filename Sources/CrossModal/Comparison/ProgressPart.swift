/// The progress of a part of some work, heard as progress of the whole.
enum ProgressPart {
  /// What hears a part from 0 to 1 that is the whole from `start` to `end`; nil where nobody listens.
  static func of(
    _ progress: (@Sendable (Double) -> Void)?, from start: Double, to end: Double
  ) -> (@Sendable (Double) -> Void)? {
    guard let progress else { return nil }
    return { progress(start + (end - start) * $0) }
  }
}
