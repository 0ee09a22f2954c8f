import Dense
import Synchronization

/// Work that is interrupted at the n-th question whether its result is still wanted.
package enum InterruptedWork {
  /// How often the work asks when nobody interrupts it, and its result.
  package static func questions<Result>(_ work: () throws -> Result) rethrows -> (count: Int, result: Result)
  {
    let (count, result) = try run(answering: { _ in false }, work)
    return (count, result)
  }

  /// The result of work that is interrupted at a question, from 0, and how many questions came after it.
  package static func run<Result>(
    interruptedAt question: Int, _ work: () throws -> Result
  ) rethrows -> (later: Int, result: Result) {
    let (count, result) = try run(answering: { $0 >= question }, work)
    return (max(0, count - question - 1), result)
  }

  /// Questions of so many at which to interrupt: the first ones, the last ones, and some between.
  package static func places(of count: Int) -> [Int] {
    Set(
      (0..<min(count, 12)).map { $0 } + stride(from: 0, to: count, by: max(1, count / 25)) + [
        max(0, count - 1)
      ]
    )
    .sorted()
  }

  private static func run<Result>(
    answering answer: @escaping @Sendable (Int) -> Bool, _ work: () throws -> Result
  ) rethrows -> (Int, Result) {
    let counter = Counter()
    let result = try Interruption.$request.withValue({ answer(counter.next()) }) { try work() }
    return (counter.asked, result)
  }

  private final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    var asked: Int { count.load(ordering: .sequentiallyConsistent) }
    func next() -> Int { count.add(1, ordering: .sequentiallyConsistent).oldValue }
  }
}
