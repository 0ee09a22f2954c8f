import Dispatch
import Foundation
import Synchronization

/// The wishes of the outside to end.
///
/// Signals are taken on a queue of their own and only counted; the work looks at the counts when it can.
// The sources are made once and never changed; DispatchSourceSignal is safe to use from several threads.
final class StopSignals: @unchecked Sendable {
  private let counts: Mutex<[Int32: Int]> = Mutex([:])
  private let numbers: [Int32]
  private let sources: [any DispatchSourceSignal]

  /// Counts these signals instead of dying of them; `onSignal` is called with the signal and how often it came, on a
  /// queue of its own.
  init(
    _ signals: [Int32], onSignal: @escaping @Sendable (_ signal: Int32, _ count: Int) -> Void = { _, _ in }
  ) {
    let queue = DispatchQueue(label: "crossmodal.signals")
    numbers = signals
    sources = signals.map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: queue)
    }
    for (number, source) in zip(signals, sources) {
      source.setEventHandler { [self] in
        let count = counts.withLock { counts -> Int in
          counts[number, default: 0] += 1
          return counts[number] ?? 0
        }
        onSignal(number, count)
      }
      source.resume()
    }
  }

  /// Leaves the signals to the system again.
  func end() {
    for source in sources { source.cancel() }
    for number in numbers { signal(number, SIG_DFL) }
  }

  /// Whether any of them came.
  var wereReceived: Bool { counts.withLock { !$0.isEmpty } }

  /// How often a signal came.
  func received(_ signal: Int32) -> Int { counts.withLock { $0[signal] ?? 0 } }
}
