import Synchronization

/// A line on stderr that is written again and again: in place on a terminal, else at most once a minute and not before the
/// first minute has passed.
final class PacedLine: Sendable {
  private struct State {
    var lastPrinted: ContinuousClock.Instant?
    var isShown = false
  }
  private let state = Mutex(State())
  private let delay: Duration

  /// A line that on a terminal first appears after `delay`.
  init(delay: Duration = .zero) { self.delay = delay }

  /// Shows the line, if it is time to.
  func show(_ line: () -> String) {
    let due = state.withLock { state -> Bool in
      guard let printed = state.lastPrinted else {
        state.lastPrinted = .now
        if StandardError.isTerminal && delay == .zero { state.isShown = true }
        return state.isShown
      }
      let pause: Duration =
        StandardError.isTerminal ? (state.isShown ? .milliseconds(100) : delay) : .seconds(60)
      guard printed.duration(to: .now) >= pause else { return false }
      state.lastPrinted = .now
      state.isShown = true
      return true
    }
    guard due else { return }
    if StandardError.isTerminal { StandardError.redraw(line()) } else { StandardError.line(line()) }
  }

  /// Blanks the line of a terminal.
  func clear() {
    guard StandardError.isTerminal, state.withLock({ $0.isShown }) else { return }
    StandardError.redraw("")
  }
}
