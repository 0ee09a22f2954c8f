internal import DenseKernels

/// Puts candidates into their exact order: by ``exactDistance(_:_:_:)`` wherever scores are too close to decide.
final class CandidateRanking {
  private let found: FoundCandidates
  // What is in `found`, by pointers: to read its objects anew for each row is to change reference counts that all threads share.
  private let collector: UnsafeMutablePointer<dense_collector>
  private let integers:
    (origins: UnsafeMutablePointer<Double>, guesses: UnsafeMutablePointer<Float>, slope: Double)?
  private let exact: dense_exact_rows
  private let scratch: AlignedBuffer<UInt64>
  /// Exact distances computed so far.
  private(set) var exactDistances = 0
  /// Rows in which at least one was needed.
  private(set) var rowsDecidedExactly = 0

  /// A ranking of what was found for the rows of a search, which must outlive it.
  init(_ found: FoundCandidates, _ sides: SearchSides) {
    self.found = found
    collector = found.collector.collector
    switch found {
    case .byFloat: integers = nil
    case .byIntegers(let collected, let scores):
      integers = (scores.origins.pointer, collected.guesses.pointer, scores.bounds.slope)
    }
    exact = dense_exact_rows(
      rows: sides.rows.base, items: sides.items.base, row_stride: Int64(sides.rows.stride),
      item_stride: Int64(sides.items.stride), depth: Int64(sides.rows.columns),
      row_norms: sides.rowNorms.pointer, item_norms: sides.itemNorms.pointer, metric: sides.metric.kernelCode,
      is_double: sides.rows.isDouble ? 1 : 0)
    scratch = AlignedBuffer(uninitialized: 6 * Int(collector.pointee.limit))
  }

  /// Writes the k nearest items of a row from its candidates. Returns false if there are not enough candidates.
  func rank(_ row: Int, into out: UnsafeMutablePointer<Int32>) -> Bool {
    let computed = withUnsafePointer(to: exact) { exact in
      guard let integers else {
        return dense_rank_candidates(collector, exact, Int64(row), out, scratch.pointer)
      }
      return dense_rank_best_first(
        collector, exact, integers.origins[row], integers.slope, Int64(row), integers.guesses[row], out,
        scratch.pointer)
    }
    if computed < 0 { return false }
    exactDistances += Int(computed)
    if computed > 0 { rowsDecidedExactly += 1 }
    return true
  }
}

/// What a search collected, and by which products.
enum FoundCandidates {
  /// Scores whose order is right but for a few.
  case byFloat(CandidateCollector)
  /// Scores with wide errors.
  case byIntegers(IntegerSearch.Collected, IntegerScores)

  /// The lists.
  var collector: CandidateCollector {
    switch self {
    case .byFloat(let collector): collector
    case .byIntegers(let collected, _): collected.collector
    }
  }
}
