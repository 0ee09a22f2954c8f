/// What one line of a journal says.
package enum JournalEntry: Equatable, Sendable {
  /// How a fit ended.
  case record(FitRecord)
  /// A worker died at a fit.
  case crash(CrashRecord)
  /// Earlier attempts of a fit no longer count.
  case retry(RetryRecord)
}

/// A worker died at a fit, and not because everything was stopped: written by the process that watched it.
package struct CrashRecord: Codable, Equatable, Sendable {
  /// The fit that was in progress.
  var fit: FitIdentifier
  /// Which attempt this was, from 1.
  var attempt: Int
  /// How the worker ended.
  var reason: String
  /// The worker that died.
  var worker: String
}

/// A person asked for a fit to be done again.
package struct RetryRecord: Codable, Equatable, Sendable {
  /// The fit.
  var fit: FitIdentifier
  /// Records of this attempt and earlier ones no longer count.
  var after: Int
}
