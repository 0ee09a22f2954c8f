import Dispatch
import Foundation
import Synchronization

/// The wishes of the outside to end: SIGUSR1 and SIGTERM ask a worker to stop, SIGINT asks a person's command.
///
/// Signals are taken on a queue of their own and only counted; the work looks at the count when it can.
// The sources are made once and never changed; DispatchSourceSignal is safe to use from several threads.
final class StopSignals: @unchecked Sendable {
  private let count: Mutex<Int> = Mutex(0)
  private let sources: [any DispatchSourceSignal]

  /// Counts these signals instead of dying of them; `onSignal` is called with the count, on a queue of its own.
  init(_ signals: [Int32], onSignal: @escaping @Sendable (Int) -> Void = { _ in }) {
    let queue = DispatchQueue(label: "crossmodal.signals")
    sources = signals.map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: queue)
    }
    for source in sources {
      source.setEventHandler { [self] in
        let now = count.withLock { value -> Int in
          value += 1
          return value
        }
        onSignal(now)
      }
      source.resume()
    }
  }

  /// How often a signal came.
  var received: Int { count.withLock { $0 } }
}
