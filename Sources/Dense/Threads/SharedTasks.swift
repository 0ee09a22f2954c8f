import Dispatch
import Foundation

/// Numbered tasks that several threads take from one counter.
package struct SharedTasks: Sendable {
  private let count: Int
  private let threads: Int

  /// Tasks numbered from 0.
  /// - Parameters:
  ///   - count: number of tasks.
  ///   - threads: threads that take them, the calling one included.
  package init(count: Int, threads: Int) { (self.count, self.threads) = (count, threads) }

  /// Calls `body` once for every task; `worker` is below the number of threads and never in two calls at once. After
  /// each task, `finished` is called with the number of tasks done, under a lock.
  package func run(
    finished: (_ worker: Int, _ done: Int) -> Void = { _, _ in }, _ body: (_ worker: Int, _ task: Int) -> Void
  ) {
    run(isWanted: { true }, finished, body)
  }

  /// The same, but no further task is begun once an ``Interruption`` is requested: then some have no result, as they did not
  /// run.
  package func runWhileWanted(
    finished: (_ worker: Int, _ done: Int) -> Void = { _, _ in }, _ body: (_ worker: Int, _ task: Int) -> Void
  ) {
    let request = Interruption.request
    run(isWanted: { !(request?() ?? false) }, finished, body)
  }

  private func run(
    isWanted: @escaping @Sendable () -> Bool, _ finished: (_ worker: Int, _ done: Int) -> Void,
    _ body: (_ worker: Int, _ task: Int) -> Void
  ) {
    let workers = min(threads, count)
    if workers <= 1 {
      for task in 0..<count {
        guard isWanted() else { return }
        body(0, task)
        finished(0, task + 1)
      }
      return
    }
    let counter = TaskCounter()
    let request = Interruption.request
    withoutActuallyEscaping(body) { body in
      withoutActuallyEscaping(finished) { finished in
        // Both are only called before concurrentPerform returns; the caller orders what they write.
        nonisolated(unsafe) let (body, finished) = (body, finished)
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
          // Threads do not inherit it.
          Interruption.$request.withValue(request) {
            while isWanted(), let task = counter.take(below: count) {
              body(worker, task)
              counter.finish { finished(worker, $0) }
            }
          }
        }
      }
    }
  }
}

private final class TaskCounter: @unchecked Sendable {
  private let lock = NSLock()
  private var next = 0
  private var done = 0

  func take(below count: Int) -> Int? {
    lock.withLock {
      guard next < count else { return nil }
      next += 1
      return next - 1
    }
  }

  func finish(_ report: (Int) -> Void) {
    lock.withLock {
      done += 1
      report(done)
    }
  }
}
