import Dense

/// Products of long matrices by several threads, in blocks of fixed size: the same bits with any number of threads.
enum BlockedProduct {
  private static let block = 1024

  /// xᵢᵀ W yᵢ for every row of X (n×p) and Y (n×q), W p×q, without the product of all rows. Cost 2 n p q. Routine: `dgemm`.
  static func rowProducts(
    _ x: Matrix<Double>, times weights: Matrix<Double>, with y: Matrix<Double>, threads: Int
  ) -> [Double] {
    let blocks = (x.rows + block - 1) / block
    let parts = SharedResults<[Double]>(count: blocks)
    SharedTasks(count: blocks, threads: threads).runWhileWanted { _, task in
      let range = (task * block)..<Swift.min(x.rows, (task + 1) * block)
      let products = product(x.rows(range), weights)
      parts.set(
        task,
        range.map { row in
          var sum = 0.0
          for (first, second) in zip(products.view.row(row - range.lowerBound), y.view.row(row)) {
            sum += first * second
          }
          return sum
        })
    }
    return Interruption.isRequested
      ? [Double](repeating: 0, count: x.rows) : parts.values.flatMap { $0 }
  }

  /// XᵀY, p×q, the sum over blocks of rows in their order. Cost 2 n p q. Routine: `dgemm`.
  static func transposed(_ x: Matrix<Double>, times y: Matrix<Double>, threads: Int) -> Matrix<Double> {
    precondition(x.rows == y.rows, "a product of \(x.rows) and \(y.rows) rows")
    // A block of columns of X is a task: one product over all rows, so that no sum is cut.
    let width = 256
    let tasks = (x.columns + width - 1) / width
    let parts = SharedResults<Matrix<Double>>(count: tasks)
    SharedTasks(count: tasks, threads: threads).runWhileWanted { _, task in
      let range = (task * width)..<Swift.min(x.columns, (task + 1) * width)
      let columns = Matrix(rows: x.rows, columns: range.count) { x[$0, range.lowerBound + $1] }
      parts.set(task, product(columns, y, transposingFirst: true))
    }
    guard !Interruption.isRequested else { return Matrix(rows: x.columns, columns: y.columns) }
    var elements: [Double] = []
    elements.reserveCapacity(x.columns * y.columns)
    for part in parts.values { for row in 0..<part.rows { elements.append(contentsOf: part.view.row(row)) } }
    return Matrix(rows: x.columns, columns: y.columns, elements: elements)
  }
}
