import Foundation

/// What a journal says of one unit.
package struct UnitRecord<Result: UnitResult>: Encodable, Equatable, Sendable {
  /// The unit's name.
  package var unit: String
  /// How it ended.
  package var state: UnitState
  /// For a failed unit: why.
  package var reason: String?
  /// What the experiment keeps; nil for a failed unit.
  package var result: Result?
  /// The kernels that computed it, such as "fused 512, OpenBLAS 0.3.21 Cooperlake".
  package var kernels: String

  /// Which attempt this was, from 1.
  package var attempt: Int
  /// How long it took.
  package var seconds: Double
  /// The machine.
  package var host: String
  /// The worker, as its journal is named.
  package var worker: String
  /// When it began, ISO 8601 in UTC.
  package var started: String

  /// A record of one unit.
  package init(
    unit: String, state: UnitState, reason: String? = nil, result: Result? = nil, kernels: String,
    attempt: Int, seconds: Double, host: String, worker: String, started: String
  ) {
    (self.unit, self.state, self.reason, self.result) = (unit, state, reason, result)
    (self.kernels, self.attempt, self.seconds) = (kernels, attempt, seconds)
    (self.host, self.worker, self.started) = (host, worker, started)
  }

  /// The record of an outcome.
  package init(
    unit: String, _ outcome: UnitOutcome<Result>, attempt: Int, _ kernels: KernelChoice,
    _ worker: ProcessIdentity, began: Date, seconds: Double
  ) {
    self.init(
      unit: unit, state: outcome.state, reason: outcome.reason, result: outcome.result,
      kernels: kernels.description, attempt: attempt, seconds: seconds, host: worker.host,
      worker: worker.journalName, started: began.formatted(.iso8601))
  }

  /// Whether two records tell the same result: all but attempt, time, place and worker.
  package func agrees(with other: UnitRecord) -> Bool {
    guard state == other.state, kernels == other.kernels, unit == other.unit, reason == other.reason else {
      return false
    }
    guard let result, let theirs = other.result else { return result == other.result }
    return result.agrees(with: theirs)
  }

  /// Why the unit came to nothing; nil for a finished one.
  package var explanation: String? { state == .finished ? nil : reason ?? result?.explanation }

  /// Results before failures, then the later attempt, then by text: the same choice in whatever order records come.
  func isPreferred(to other: UnitRecord) -> Bool {
    let (failed, otherFailed) = (state == .failed, other.state == .failed)
    if failed != otherFailed { return otherFailed }
    if attempt != other.attempt { return attempt > other.attempt }
    return (kernels, reason ?? "", worker) < (other.kernels, other.reason ?? "", other.worker)
  }
}

extension UnitRecord: Decodable where Result: Decodable {}
