import Synchronization
import TestSupport
import Testing

@testable import Dense

/// Tasks that threads share, and what an interruption leaves out.
struct SharedTasksTests {
  @Test(arguments: [1, 3]) func everyTaskIsDoneOnce(threads: Int) {
    let counts = Mutex([Int](repeating: 0, count: 50))
    var heard: [Int] = []
    SharedTasks(count: 50, threads: threads).run(finished: { heard.append($1) }) { _, task in
      counts.withLock { $0[task] += 1 }
    }
    #expect(counts.withLock { $0 } == [Int](repeating: 1, count: 50))
    #expect(heard == Array(1...50))
  }

  @Test(arguments: [1, 3]) func noTaskBeginsOnceAnEndIsAskedFor(threads: Int) {
    let done = Atomic<Int>(0)
    let found = InterruptedWork.run(interruptedAt: 7) {
      SharedTasks(count: 50, threads: threads).runWhileWanted { _, _ in
        done.add(1, ordering: .sequentiallyConsistent)
      }
    }
    #expect(done.load(ordering: .sequentiallyConsistent) == 7)
    // Every thread asks once more.
    #expect(found.later < threads)
  }

  @Test func otherTasksAreDoneAllTheSame() {
    let done = Atomic<Int>(0)
    _ = InterruptedWork.run(interruptedAt: 0) {
      SharedTasks(count: 50, threads: 2).run { _, _ in done.add(1, ordering: .sequentiallyConsistent) }
    }
    #expect(done.load(ordering: .sequentiallyConsistent) == 50)
  }

  @Test func threadsKnowOfTheRequest() {
    let known = Atomic<Int>(0)
    _ = InterruptedWork.run(interruptedAt: 0) {
      SharedTasks(count: 20, threads: 3).run { _, _ in
        if Interruption.isRequested { known.add(1, ordering: .sequentiallyConsistent) }
      }
    }
    #expect(known.load(ordering: .sequentiallyConsistent) == 20)
    #expect(!Interruption.isRequested)
  }
}
