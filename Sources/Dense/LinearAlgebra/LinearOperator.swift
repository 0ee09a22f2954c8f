/// A matrix n×p of which only products are asked for.
package protocol LinearOperator: Sendable {
  /// n.
  var rows: Int { get }
  /// p.
  var columns: Int { get }
  /// A · X of a block X, p×b: n×b.
  func product(_ block: Matrix<Double>) -> Matrix<Double>
  /// Aᵀ · Y of a block Y, n×b: p×b.
  func transposedProduct(_ block: Matrix<Double>) -> Matrix<Double>
}

/// A with rows and columns exchanged.
struct TransposedOperator<Operator: LinearOperator>: LinearOperator {
  let source: Operator
  var rows: Int { source.columns }
  var columns: Int { source.rows }
  func product(_ block: Matrix<Double>) -> Matrix<Double> { source.transposedProduct(block) }
  func transposedProduct(_ block: Matrix<Double>) -> Matrix<Double> { source.product(block) }
}

/// A matrix of which every number is there. Products in tiles of fixed size by several threads: the same bits with any number
/// of them. Cost 2 n p b. Routine: `dgemm`.
package struct DenseOperator: LinearOperator {
  private static let tile = 1024
  private let matrix: MatrixView<Double>
  private let threads: Int

  /// The products of a matrix.
  package init(_ matrix: MatrixView<Double>, threads: Int = 1) {
    (self.matrix, self.threads) = (matrix, threads)
  }

  package var rows: Int { matrix.rows }
  package var columns: Int { matrix.columns }

  package func product(_ block: Matrix<Double>) -> Matrix<Double> { multiplied(block, transposing: false) }

  package func transposedProduct(_ block: Matrix<Double>) -> Matrix<Double> {
    multiplied(block, transposing: true)
  }

  private func multiplied(_ block: Matrix<Double>, transposing: Bool) -> Matrix<Double> {
    let (count, depth) = transposing ? (columns, rows) : (rows, columns)
    precondition(
      block.rows == depth,
      "a product of a \(count)×\(depth) matrix and a block of \(block.rows)×\(block.columns)")
    var result = Matrix<Double>(rows: count, columns: block.columns)
    guard count > 0, depth > 0, block.columns > 0 else { return result }
    let width = block.columns
    result.withMutableElements { elements in
      guard let base = elements.baseAddress else { return }
      // Each task writes the rows of its own tile alone.
      nonisolated(unsafe) let target = base
      SharedTasks(count: (count + Self.tile - 1) / Self.tile, threads: threads).run { _, task in
        let first = task * Self.tile
        Double.gemm(
          transposeA: transposing, transposeB: false, m: min(Self.tile, count - first), n: width, k: depth,
          alpha: 1, a: matrix.base + first * (transposing ? 1 : matrix.stride), strideA: matrix.stride,
          b: block.view.base, strideB: width, beta: 0, c: target + first * width, strideC: width)
      }
    }
    return result
  }
}
