import Synchronization

/// The results of numbered tasks that several threads work on, in the order of the tasks.
package final class SharedResults<Value: Sendable>: Sendable {
  private let made: Mutex<[Value?]>

  /// Room for the results of `count` tasks.
  package init(count: Int) { made = Mutex(Array(repeating: nil, count: count)) }

  /// Keeps the result of a task.
  package func set(_ task: Int, _ value: Value) { made.withLock { $0[task] = value } }

  /// The results of all tasks that have one, in order.
  package var values: [Value] { made.withLock { $0.compactMap { $0 } } }
}
