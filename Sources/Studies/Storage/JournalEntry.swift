/// What one line of a journal says.
package enum JournalEntry<Result: UnitResult>: Equatable, Sendable {
  /// How a unit ended.
  case record(UnitRecord<Result>)
  /// A worker died at a unit.
  case crash(CrashRecord)
  /// Earlier attempts at a unit no longer count.
  case retry(RetryRecord)

  /// The name of the unit that it is about.
  var unit: String {
    switch self {
    case .record(let record): record.unit
    case .crash(let crash): crash.unit
    case .retry(let retry): retry.unit
    }
  }
}

/// A worker died at a unit, and not because everything was stopped: written by the process that watched it.
package struct CrashRecord: Codable, Equatable, Sendable {
  /// The unit that was in progress.
  var unit: String
  /// Which attempt this was, from 1.
  var attempt: Int
  /// How the worker ended.
  var reason: String
  /// The worker that died.
  var worker: String
}

/// A person asked for a unit to be done again.
package struct RetryRecord: Codable, Equatable, Sendable {
  /// The unit.
  var unit: String
  /// Records of this attempt and earlier ones no longer count.
  var after: Int
}
