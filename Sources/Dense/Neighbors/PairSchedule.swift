import Foundation

/// The order in which threads take the blocks of a symmetric search: every pair of groups of rows once, and never two at a
/// time that share a group. So one set of lists serves all threads, and what one of them proves holds for all at once.
///
/// The blocks on the diagonal come first: they give all rows their first thresholds. A thread then stays with one group of
/// columns, whose numbers its cache holds, as long as a group of rows for it is free.
final class PairSchedule: @unchecked Sendable {
  /// The rows of group `row` with the columns of group `column`, `row` ≤ `column`.
  struct Block: Equatable {
    let row: Int
    let column: Int
  }

  private let condition = NSCondition()
  private var busy: [Bool]
  // For each group of columns the groups of rows before it that are still to come.
  private var pending: [[Bool]]
  private var counts: [Int]
  private var nextDiagonal = 0
  private var left: Int

  /// A schedule of `groups` (`groups` + 1) / 2 blocks.
  init(groups: Int) {
    busy = Array(repeating: false, count: groups)
    pending = (0..<groups).map { Array(repeating: true, count: $0) }
    counts = Array(0..<groups)
    left = groups * (groups + 1) / 2
  }

  /// The next block for the thread that has ended `done` (nil at first); waits for one; nil where none is left.
  /// `finished` is called under a lock with `done`.
  func next(after done: Block?, finished: (Block) -> Void) -> Block? {
    condition.lock()
    defer { condition.unlock() }
    if let done {
      busy[done.row] = false
      busy[done.column] = false
      finished(done)
      condition.broadcast()
    }
    while left > 0 {
      if let block = choice(preferring: done?.column) {
        busy[block.row] = true
        busy[block.column] = true
        left -= 1
        return block
      }
      condition.wait()
    }
    return nil
  }

  /// Leaves out all blocks that nobody has taken.
  func close() { condition.withLock { left = 0 } }

  private func choice(preferring column: Int?) -> Block? {
    if nextDiagonal < busy.count {
      nextDiagonal += 1
      return Block(row: nextDiagonal - 1, column: nextDiagonal - 1)
    }
    if let column, let block = block(column: column) { return block }
    // The largest groups first, so that the threads end together.
    while let last = counts.last, last == 0 { counts.removeLast() }
    for column in counts.indices.reversed() {
      if let block = block(column: column) { return block }
    }
    return nil
  }

  private func block(column: Int) -> Block? {
    guard column < counts.count, counts[column] > 0, !busy[column],
      let row = pending[column].indices.first(where: { pending[column][$0] && !busy[$0] })
    else { return nil }
    pending[column][row] = false
    counts[column] -= 1
    return Block(row: row, column: column)
  }
}
