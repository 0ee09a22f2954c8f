internal import DenseKernels

/// The candidates of many rows for their k nearest items. Threads may work on different rows at once.
final class CandidateCollector: @unchecked Sendable {
  /// What the kernels work on.
  var collector: UnsafeMutablePointer<dense_collector> { memory.pointer }

  private let memory: AlignedBuffer<dense_collector>
  private let lists: AlignedBuffer<dense_candidates>
  private let thresholds: AlignedBuffer<Float>
  private let storage: AlignedBuffer<Float>
  private let rowErrors: AlignedBuffer<Float>
  private let itemErrors: AlignedBuffer<Float>?

  /// Empty lists for the `k` best items for each of `rows` rows, of which some `candidates` are expected to remain. Errors
  /// are padded to whole panels; nil where those of items are zero.
  init(
    rows: Int, k: Int, candidates: Int, rowErrors: AlignedBuffer<Float>, itemErrors: AlignedBuffer<Float>?
  ) {
    // Measured: short lists raise the threshold sooner; a list that stays three quarters full is doubled.
    let limit = max(1024, 4 * k)
    let capacity = (min(max(k, candidates), limit / 2) * 3 / 2 + 1 + 15) & ~15
    let padded = rowErrors.count
    lists = AlignedBuffer(uninitialized: padded)
    thresholds = AlignedBuffer(uninitialized: padded)
    storage = AlignedBuffer(uninitialized: padded * 2 * (capacity + Int(DENSE_LIST_SLACK)))
    (self.rowErrors, self.itemErrors) = (rowErrors, itemErrors)
    memory = AlignedBuffer(
      count: 1,
      repeating: dense_collector(
        lists: lists.pointer, thresholds: thresholds.pointer, row_errors: rowErrors.pointer,
        item_errors: itemErrors.map { UnsafePointer($0.pointer) }, storage: storage.pointer,
        rows: Int64(rows), padded_rows: Int64(padded), k: Int32(k),
        capacity: Int32(capacity), limit: Int32(max(capacity, limit))))
    dense_collector_start(collector)
  }

  deinit { dense_collector_end(collector) }

  /// Makes a row take no candidates.
  func close(_ row: Int) { thresholds.pointer[row] = .infinity }
}
