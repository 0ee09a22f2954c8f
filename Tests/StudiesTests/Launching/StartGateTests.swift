import Synchronization
import Testing

@testable import Studies

@Suite struct StartGateTests {
  @Test("never more inside than places, and all come through") func waves() async {
    let gate = StartGate(3)
    let counts = Counts()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<60 {
        group.addTask {
          let ticket = await gate.enter()
          counts.change(1)
          await Task.yield()
          counts.change(-1)
          ticket.giveBack()
          // Twice is once.
          if number.isMultiple(of: 2) { ticket.giveBack() }
        }
      }
    }
    #expect(counts.most <= 3 && counts.most > 0 && counts.all == 60)
  }
}

private final class Counts: Sendable {
  private let state = Mutex((now: 0, most: 0, all: 0))
  var most: Int { state.withLock { $0.most } }
  var all: Int { state.withLock { $0.all } }

  func change(_ by: Int) {
    state.withLock { state in
      state.now += by
      state.most = max(state.most, state.now)
      if by > 0 { state.all += 1 }
    }
  }
}
