internal import DenseKernels

/// The candidates of many rows for their k nearest items, collected by one thread at a time.
final class CandidateCollector: @unchecked Sendable {
  /// What the kernels work on.
  var collector: dense_collector
  private let lists: ScratchMemory<dense_candidates>
  private let thresholds: ScratchMemory<Float>
  private let storage: ScratchMemory<Float>
  private let rows: PreparedRows
  private let items: PreparedRows

  /// Empty lists for the `k` best of `items` for each of `rows`.
  init(rows: PreparedRows, items: PreparedRows, k: Int) {
    let capacity = min(k <= 12 ? 32 : 2 * k + 16, max(32, items.source.rows))
    let room = 2 * (capacity + Int(DENSE_LIST_SLACK))
    lists = ScratchMemory(count: rows.padded)
    thresholds = ScratchMemory(count: rows.padded)
    storage = ScratchMemory(count: rows.source.rows * room + 2 * (1 + Int(DENSE_LIST_SLACK)))
    (self.rows, self.items) = (rows, items)
    collector = dense_collector(
      lists: lists.pointer, thresholds: thresholds.pointer, row_errors: rows.rowErrors.pointer,
      item_errors: items.itemErrors.map { UnsafePointer($0.pointer) }, storage: storage.pointer,
      rows: Int64(rows.source.rows), padded_rows: Int64(rows.padded), storage_count: Int64(storage.count),
      k: Int32(k), limit: Int32(max(capacity, 1024, 4 * k)))
    dense_collector_start(&collector, Int32(capacity))
  }

  deinit { dense_collector_end(&collector) }

  /// Makes a row take no candidates.
  func close(_ row: Int) { thresholds.pointer[row] = .infinity }

  /// Raises both sets of thresholds to the higher one, row by row. What one thread has proved holds for all.
  func shareThresholds(with shared: ScratchMemory<Float>) {
    for row in 0..<rows.padded {
      let higher = max(thresholds.pointer[row], shared.pointer[row])
      thresholds.pointer[row] = higher
      shared.pointer[row] = higher
    }
  }

  /// Adds another collector's candidates for a row.
  func absorb(_ other: CandidateCollector, row: Int) {
    dense_collector_absorb(&collector, &other.collector, Int64(row))
  }

  /// Whether so many items may be a row's nearest ones that collecting was ended.
  func gaveUp(_ row: Int) -> Bool { dense_collector_gave_up(&collector, Int64(row)) != 0 }
}
