import Foundation
import Synchronization

/// Whether and how soon a worker must end.
///
/// SIGTERM, the end of the parent and the time limit end it at once: the unit in progress is dropped and done again later.
/// SIGUSR1 asks it to end after the unit in progress, for which it has `grace` seconds. Of a worker that a person started
/// SIGINT does the same without a time of grace, and ends it at once when it comes again.
final class StopRequest: Sendable {
  private let signals: StopSignals
  private let options: WorkerOptions
  private let start = ContinuousClock.now
  private let drainSince = Mutex<ContinuousClock.Instant?>(nil)

  init(_ options: WorkerOptions) {
    self.options = options
    // A terminal sends SIGINT to all its processes; where one launched the workers, that one decides what it means.
    if !options.endsOnInterrupt { signal(SIGINT, SIG_IGN) }
    signals = StopSignals([SIGTERM, SIGUSR1, SIGHUP] + (options.endsOnInterrupt ? [SIGINT] : [])) {
      number, count in
      if number == SIGINT { options.onInterrupt(count) }
    }
  }

  /// Whether no further unit is to be begun.
  var beginsNothing: Bool { signals.received(SIGUSR1) + signals.received(SIGINT) > 0 || dropsUnit }

  /// Whether the unit in progress is to be dropped.
  var dropsUnit: Bool {
    if signals.received(SIGTERM) + signals.received(SIGHUP) > 0 || signals.received(SIGINT) > 1 {
      return true
    }
    if let parent = options.parent, getppid() != parent { return true }
    if let limit = options.timeLimit, start.duration(to: .now) > .seconds(limit) { return true }
    look()
    guard let since = drainSince.withLock({ $0 }) else { return false }
    return since.duration(to: .now) > .seconds(options.grace)
  }

  /// To be called now and then: the time of grace runs from the first call after SIGUSR1.
  func look() {
    guard signals.received(SIGUSR1) > 0 else { return }
    drainSince.withLock { if $0 == nil { $0 = .now } }
  }
}
