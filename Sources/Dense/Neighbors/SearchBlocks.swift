internal import DenseKernels

/// The blocks of a search, and the threads that work on them.
///
/// In a symmetric search (rows = items) each product serves both its row and its column; threads take blocks of rows and
/// columns that share nothing with those of the others (``PairSchedule``). In a search of queries they take groups of rows,
/// each with all items.
enum SearchBlocks {
  private static let group = Int(DENSE_NEIGHBOR_GROUP)

  /// Rows of a group where products go panel by panel.
  static var panelRows: Int { group * Int(DENSE_NEIGHBOR_PANEL) }

  /// Calls `body` with the number of a worker, below `threads`, and a block, for all blocks of `groups` groups of rows, or
  /// until an ``Interruption`` is requested.
  static func run(
    groups: Int, symmetric: Bool, threads: Int, progress: ((Double) -> Void)?,
    body: (Int, PairSchedule.Block) -> Void
  ) {
    guard symmetric else {
      SharedTasks(count: groups, threads: threads).runWhileWanted { _, done in
        progress?(Double(done) / Double(groups))
      } _: { worker, group in
        body(worker, PairSchedule.Block(row: group, column: 0))
      }
      return
    }
    let schedule = PairSchedule(groups: groups)
    let blocks = Double(groups) * Double(groups + 1) / 2
    let workers = max(1, min(threads, groups))
    var done = 0
    SharedTasks(count: workers, threads: workers).run { worker, _ in
      var block: PairSchedule.Block?
      while true {
        block = schedule.next(after: block) { _ in
          done += 1
          progress?(Double(done) / blocks)
        }
        guard let block else { return }
        if Interruption.isRequested {
          schedule.close()
        } else {
          body(worker, block)
        }
      }
    }
  }

  /// Calls `collect` with the panel of rows and the panels of items of every part of a block.
  static func panels(
    of block: PairSchedule.Block, symmetric: Bool, rowPanels: Int, itemPanels: Int,
    collect: (Int, Range<Int>) -> Void
  ) {
    func panels(_ group: Int, of count: Int) -> Range<Int> {
      group * Self.group..<min((group + 1) * Self.group, count)
    }
    let rowRange = panels(block.row, of: rowPanels)
    if symmetric && block.row == block.column {
      // Each panel with itself first: a panel that has no thresholds yet would take every product with the others.
      for row in rowRange { collect(row, row..<row + 1) }
      for row in rowRange.dropLast() { collect(row, row + 1..<rowRange.upperBound) }
      return
    }
    let groups = symmetric ? block.column..<block.column + 1 : 0..<(itemPanels + Self.group - 1) / Self.group
    for group in groups {
      for row in rowRange { collect(row, panels(group, of: itemPanels)) }
    }
  }
}
