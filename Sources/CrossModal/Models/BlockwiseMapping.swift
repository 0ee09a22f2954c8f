import Dense
import Layers

extension RowMapping {
  /// Rows that a thread maps at a time: a multiple of the engine's panel, so that every row is computed as it is when all are
  /// mapped at once.
  package static let blockRows = 8 * LayerPanel.width
  /// Blocks that each thread may be ahead of the one that is written.
  private static let blocksAhead = 16

  /// Maps many rows in blocks that several threads share. Bits do not depend on their number.
  ///
  /// Memory: a few blocks a thread. Blocks are of fixed size and written in their order, by one thread at a time.
  /// - Parameters:
  ///   - count: number of rows.
  ///   - read: the rows of a range; called by several threads at once.
  ///   - write: takes the results of the rows from the given one on.
  /// - Throws: what `read` or `write` throws, of the first block for which it does; nothing behind that is written.
  package func forEachBlock(
    ofRows count: Int, threads: Int, path: KernelPath = .preferred,
    read: (Range<Int>) throws -> MatrixView<Float>, write: (_ first: Int, Matrix<Float>) throws -> Void
  ) throws {
    let size = Self.blockRows
    let blocks = (count + size - 1) / size
    let workers = (0..<max(1, min(threads, blocks))).map { _ in Worker(self, path) }
    // In waves, so that a thread that is held up holds up the others before results fill the memory.
    for first in stride(from: 0, to: blocks, by: Self.blocksAhead * workers.count) {
      var order = WritingOrder()
      SharedTasks(count: min(blocks - first, Self.blocksAhead * workers.count), threads: workers.count)
        .run { worker, _ in
          order.add(workers[worker].task, workers[worker].result) { task, result in
            try write((first + task) * size, result)
          }
        } _: { worker, task in
          workers[worker].run(task) {
            let start = (first + task) * size
            return try read(start..<min(start + size, count))
          }
        }
      if let failure = order.failure { throw failure }
    }
  }
}

/// The results of one thread's tasks, one after the other.
private final class Worker {
  private let mapping: RowMapping
  private let engine: FloatNetworkEngine?
  private(set) var task = 0
  private(set) var result: Result<Matrix<Float>, any Error> = .success(Matrix(rows: 0, columns: 0))

  init(_ mapping: RowMapping, _ path: KernelPath) {
    (self.mapping, engine) = (mapping, mapping.makeEngine(path))
  }

  func run(_ task: Int, _ read: () throws -> MatrixView<Float>) {
    self.task = task
    result = Result { mapping.apply(to: try read(), by: engine) }
  }
}

/// Results that come in any order and are passed on in the order of their tasks, up to the first that failed.
private struct WritingOrder {
  private var waiting: [Int: Result<Matrix<Float>, any Error>] = [:]
  private var next = 0
  private(set) var failure: (any Error)?

  mutating func add(
    _ task: Int, _ result: Result<Matrix<Float>, any Error>, _ write: (Int, Matrix<Float>) throws -> Void
  ) {
    waiting[task] = result
    while failure == nil, let result = waiting.removeValue(forKey: next) {
      do {
        try write(next, result.get())
        next += 1
      } catch {
        failure = error
      }
    }
  }
}
