import Synchronization

/// Lets only some workers start at a time: a start needs files that the worker, once it runs, does not.
final class StartGate: Sendable {
  private let state: Mutex<(free: Int, waiting: [CheckedContinuation<Void, Never>])>

  /// For so many at a time.
  init(_ places: Int) { state = Mutex((places, [])) }

  /// Waits until there is a place.
  func enter() async -> Ticket {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.free > 0 else {
          state.waiting.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if isFree { continuation.resume() }
    }
    return Ticket(self)
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.free += 1
      return nil
    }
    next?.resume()
  }

  /// A place at the gate.
  final class Ticket: Sendable {
    private let gate: Mutex<StartGate?>

    fileprivate init(_ gate: StartGate) { self.gate = Mutex(gate) }

    /// Gives the place back; further calls do nothing.
    func giveBack() {
      let gate = gate.withLock { gate -> StartGate? in
        defer { gate = nil }
        return gate
      }
      gate?.leave()
    }
  }
}
