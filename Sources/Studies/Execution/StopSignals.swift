import Dispatch
import Foundation
import Synchronization
import VectorFiles

/// The wishes of the outside to end.
///
/// Signals are taken on a queue of their own and only counted; the work looks at the counts when it can.
// The sources are made once and never changed; DispatchSourceSignal is safe to use from several threads.
package final class StopSignals: @unchecked Sendable {
  private let counts: Mutex<[Int32: Int]> = Mutex([:])
  private let sources: [any DispatchSourceSignal]
  // What the signals did before; nil is what the system does.
  private let earlier: [(number: Int32, handler: (@convention(c) (Int32) -> Void)?)]

  /// Counts these signals instead of dying of them, but for a SIGHUP that is ignored, as under `nohup`; `onSignal` is called
  /// with the signal and how often it came, on a queue of its own.
  package init(
    _ signals: [Int32], onSignal: @escaping @Sendable (_ signal: Int32, _ count: Int) -> Void = { _, _ in }
  ) {
    let queue = DispatchQueue(label: "crossmodal.signals")
    let numbers = signals.filter { $0 != SIGHUP || !Leftovers.isIgnored($0) }
    earlier = numbers.map { ($0, signal($0, SIG_IGN)) }
    sources = numbers.map { DispatchSource.makeSignalSource(signal: $0, queue: queue) }
    for (number, source) in zip(numbers, sources) {
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

  /// From now on the signals do again what they did before.
  package func end() {
    for source in sources { source.cancel() }
    for (number, handler) in earlier { signal(number, handler) }
  }

  /// Whether any of them came.
  package var wereReceived: Bool { counts.withLock { !$0.isEmpty } }

  /// How often a signal came.
  package func received(_ signal: Int32) -> Int { counts.withLock { $0[signal] ?? 0 } }
}
