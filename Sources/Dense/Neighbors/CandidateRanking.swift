internal import DenseKernels

/// Puts candidates into their exact order: by ``exactDistance(_:_:_:)`` wherever scores are too close to decide.
final class CandidateRanking {
  private let collector: CandidateCollector
  private let exact: dense_exact_rows
  private let scratch: AlignedBuffer<UInt64>
  /// Exact distances computed so far.
  private(set) var exactDistances = 0
  /// Rows in which at least one was needed.
  private(set) var rowsDecidedExactly = 0

  /// A ranking of what was collected from `items` for `rows`, which must outlive it.
  init(_ collector: CandidateCollector, rows: PreparedRows, items: PreparedRows, metric: Metric) {
    self.collector = collector
    exact = dense_exact_rows(
      rows: rows.source.base, items: items.source.base, row_stride: Int64(rows.source.stride),
      item_stride: Int64(items.source.stride), depth: Int64(rows.depth), row_norms: rows.exactNorms.pointer,
      item_norms: items.exactNorms.pointer, metric: metric.kernelCode, is_double: rows.source.isDouble ? 1 : 0
    )
    scratch = AlignedBuffer(uninitialized: 6 * Int(collector.collector.pointee.limit))
  }

  /// Writes the k nearest items of a row from its candidates. Returns false if there are not enough candidates.
  func rank(_ row: Int, into out: UnsafeMutablePointer<Int32>) -> Bool {
    let computed = withUnsafePointer(to: exact) {
      dense_rank_candidates(collector.collector, $0, Int64(row), out, scratch.pointer)
    }
    if computed < 0 { return false }
    exactDistances += Int(computed)
    if computed > 0 { rowsDecidedExactly += 1 }
    return true
  }
}
