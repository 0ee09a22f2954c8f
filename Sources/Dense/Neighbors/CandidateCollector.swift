internal import DenseKernels

/// The candidates of many rows for their k nearest items. Threads may work on different rows at once.
final class CandidateCollector: @unchecked Sendable {
  /// What the kernels work on.
  var collector: UnsafeMutablePointer<dense_collector> { memory.pointer }

  private let memory: AlignedBuffer<dense_collector>
  private let lists: AlignedBuffer<dense_candidates>
  private let thresholds: AlignedBuffer<Float>
  private let storage: AlignedBuffer<Float>
  private let rows: PreparedRows
  private let items: PreparedRows

  /// Empty lists for the `k` best of `items` for each of `rows`.
  init(rows: PreparedRows, items: PreparedRows, k: Int) {
    // Measured: short lists raise the threshold sooner; a list that stays three quarters full is doubled.
    let capacity = (k * 3 / 2 + 1 + 15) & ~15
    lists = AlignedBuffer(uninitialized: rows.padded)
    thresholds = AlignedBuffer(uninitialized: rows.padded)
    storage = AlignedBuffer(uninitialized: rows.padded * 2 * (capacity + Int(DENSE_LIST_SLACK)))
    (self.rows, self.items) = (rows, items)
    memory = AlignedBuffer(
      count: 1,
      repeating: dense_collector(
        lists: lists.pointer, thresholds: thresholds.pointer, row_errors: rows.rowErrors.pointer,
        item_errors: items.itemErrors.map { UnsafePointer($0.pointer) }, storage: storage.pointer,
        rows: Int64(rows.source.rows), padded_rows: Int64(rows.padded), k: Int32(k),
        capacity: Int32(capacity), limit: Int32(max(capacity, 1024, 4 * k))))
    dense_collector_start(collector)
  }

  deinit { dense_collector_end(collector) }

  /// Makes a row take no candidates.
  func close(_ row: Int) { thresholds.pointer[row] = .infinity }
}
