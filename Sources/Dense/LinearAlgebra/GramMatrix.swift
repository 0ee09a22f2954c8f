extension Matrix where Scalar: BLASScalar {
  /// AᵀA, p×p, of a matrix A n×p; exactly symmetric. Cost n p². Routine: `?syrk`.
  package init(gramOfColumnsOf a: some RowMajor<Scalar>) {
    let view = a.view
    self.init(rows: view.columns, columns: view.columns)
    addGram(view, transposing: true)
  }

  /// AAᵀ, n×n, of a matrix A n×p; exactly symmetric. Cost p n². Routine: `?syrk`.
  package init(gramOfRowsOf a: some RowMajor<Scalar>) {
    let view = a.view
    self.init(rows: view.rows, columns: view.rows)
    addGram(view, transposing: false)
  }

  private mutating func addGram(_ a: MatrixView<Scalar>, transposing: Bool) {
    let order = rows
    guard order > 0, a.rows > 0, a.columns > 0 else { return }
    withMutableElements { elements in
      guard let base = elements.baseAddress else { return }
      Scalar.syrk(
        transpose: transposing, n: order, k: transposing ? a.rows : a.columns, alpha: 1, a: a.base,
        strideA: a.stride, beta: 0, c: base, strideC: order)
      // Square tiles keep both triangles in the cache.
      let tile = 64
      for top in stride(from: 0, to: order, by: tile) {
        for left in stride(from: 0, through: top, by: tile) {
          for row in top..<min(order, top + tile) {
            for column in left..<min(row, left + tile) {
              base[column * order + row] = base[row * order + column]
            }
          }
        }
      }
    }
  }
}
