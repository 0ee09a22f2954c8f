import Dense
import Dispatch
import Synchronization

/// Ends the unit in progress in its middle once it is to be dropped: what it asks as it trains, and the searches and
/// decompositions of its measures, which ask as often as they can.
///
/// The question itself is asked ten times a second, on a queue of its own: asked by every batch it would cost more than small
/// networks.
final class UnitWatch: Sendable {
  private let isDropped = Atomic(false)

  /// Runs a unit.
  /// - Parameter drops: whether it is to be dropped; once it says so it stays so.
  /// - Returns: what `unit` returned; nil if it was to be dropped before it was done.
  static func run<Outcome>(
    _ drops: @escaping @Sendable () -> Bool, _ unit: (_ shouldContinue: () -> Bool) throws -> Outcome?
  ) rethrows -> Outcome? {
    let watch = UnitWatch()
    let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "crossmodal.unit"))
    timer.setEventHandler { if drops() { watch.drop() } }
    timer.schedule(deadline: .now() + 0.1, repeating: 0.1)
    timer.resume()
    defer { timer.cancel() }
    do {
      let outcome = try Interruption.withRequest({ watch.hasDropped }) {
        try unit {
          if drops() { watch.drop() }
          return !watch.hasDropped
        }
      }
      // What ends early has no meaning.
      return watch.hasDropped ? nil : outcome
    } catch is Interrupted {
      return nil
    }
  }

  private var hasDropped: Bool { isDropped.load(ordering: .relaxed) }

  private func drop() { isDropped.store(true, ordering: .relaxed) }
}
