/// The products Aᵀ · P · B of two long matrices for many orders P of B's rows, in Float, by several threads.
///
/// A n×p, B n×q; under an alignment π row i of A meets row π(i) of B: the rows of the narrower matrix are put into the other
/// order. The memory of each worker serves for all its calls: n · min(p, q) and p · q numbers. Routine: `sgemm`.
package struct ReorderedProducts: Sendable {
  private let first: Matrix<Float>
  private let second: Matrix<Float>
  private let reorderedRows: [AlignedBuffer<Float>]
  private let products: [AlignedBuffer<Float>]

  /// Products of A (n×p) and B (n×q) by at most `workers` calls at once.
  package init(_ first: Matrix<Float>, _ second: Matrix<Float>, workers: Int) {
    precondition(
      first.rows == second.rows,
      "products of \(first.rows)×\(first.columns) and \(second.rows)×\(second.columns) matrices: the rows differ"
    )
    (self.first, self.second) = (first, second)
    let narrow = min(first.columns, second.columns)
    reorderedRows = (0..<max(1, workers)).map { _ in AlignedBuffer(uninitialized: first.rows * narrow) }
    products = (0..<max(1, workers)).map { _ in AlignedBuffer(uninitialized: first.columns * second.columns) }
  }

  /// The product of an alignment, p×q, widened to Double. Cost 2 n p q.
  /// - Parameter worker: a number below that of the workers, never in two calls at once.
  package func product(_ alignment: [Int], worker: Int) -> Matrix<Double> {
    let (rows, p, q) = (first.rows, first.columns, second.columns)
    precondition(alignment.count == rows, "an alignment of \(alignment.count) of \(rows) rows")
    guard rows > 0, p > 0, q > 0 else { return Matrix(rows: p, columns: q) }
    let (reordered, product) = (reorderedRows[worker].pointer, products[worker].pointer)
    let reordersSecond = q <= p
    let (source, narrow) = reordersSecond ? (second, q) : (first, p)
    return withExtendedLifetime(self) {
      let base = source.view.base
      for (item, partner) in alignment.enumerated() {
        precondition(partner >= 0 && partner < rows, "row \(partner) of \(rows)")
        let (from, to) = reordersSecond ? (partner, item) : (item, partner)
        (reordered + to * narrow).update(from: base + from * narrow, count: narrow)
      }
      Float.gemm(
        transposeA: true, transposeB: false, m: p, n: q, k: rows, alpha: 1,
        a: reordersSecond ? first.view.base : UnsafePointer(reordered), strideA: p,
        b: reordersSecond ? UnsafePointer(reordered) : second.view.base, strideB: q, beta: 0, c: product,
        strideC: q)
      return Matrix(rows: p, columns: q) { Double(product[$0 * q + $1]) }
    }
  }
}
