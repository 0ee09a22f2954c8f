extension Matrix where Scalar: BLASScalar {
  /// AᵀA, p×p, of a matrix A n×p; exactly symmetric, and the same bits with any number of threads. Cost n p². Routines:
  /// `?syrk`, `?gemm`.
  package init(gramOfColumnsOf a: some RowMajor<Scalar>, threads: Int = 1) {
    let view = a.view
    self.init(rows: view.columns, columns: view.columns)
    addGram(view, transposing: true, threads: threads)
  }

  /// AAᵀ, n×n, of a matrix A n×p; exactly symmetric, and the same bits with any number of threads. Cost p n². Routines:
  /// `?syrk`, `?gemm`.
  package init(gramOfRowsOf a: some RowMajor<Scalar>, threads: Int = 1) {
    let view = a.view
    self.init(rows: view.rows, columns: view.rows)
    addGram(view, transposing: false, threads: threads)
  }

  // Tiles of a fixed size below and on the diagonal, by several threads, then the other triangle.
  private mutating func addGram(_ a: MatrixView<Scalar>, transposing: Bool, threads: Int) {
    let order = rows
    guard order > 0, a.rows > 0, a.columns > 0 else { return }
    let side = 512
    let tiles = stride(from: 0, to: order, by: side).flatMap { top in
      stride(from: 0, through: top, by: side).map { (top: top, left: $0) }
    }
    withMutableElements { elements in
      guard let base = elements.baseAddress else { return }
      // Each task writes the numbers of its own tile alone.
      nonisolated(unsafe) let target = base
      SharedTasks(count: tiles.count, threads: threads).runWhileWanted { _, task in
        let (top, left) = tiles[task]
        let (height, width) = (min(side, order - top), min(side, order - left))
        let step = transposing ? 1 : a.stride
        let (first, second) = (a.base + top * step, a.base + left * step)
        let depth = transposing ? a.rows : a.columns
        let place = target + top * order + left
        if top == left {
          Scalar.syrk(
            transpose: transposing, n: height, k: depth, alpha: 1, a: first, strideA: a.stride, beta: 0,
            c: place, strideC: order)
        } else {
          Scalar.gemm(
            transposeA: transposing, transposeB: !transposing, m: height, n: width, k: depth, alpha: 1,
            a: first, strideA: a.stride, b: second, strideB: a.stride, beta: 0, c: place, strideC: order)
        }
      }
      Self.mirrorLowerTriangle(base, order: order)
    }
  }

  // Small square tiles keep both triangles in the cache.
  private static func mirrorLowerTriangle(_ base: UnsafeMutablePointer<Scalar>, order: Int) {
    let side = 32
    for top in stride(from: 0, to: order, by: side) {
      for left in stride(from: 0, through: top, by: side) {
        for row in top..<min(order, top + side) {
          for column in left..<max(left, min(row, left + side)) {
            base[column * order + row] = base[row * order + column]
          }
        }
      }
    }
  }
}
