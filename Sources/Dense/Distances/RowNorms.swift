extension MatrixView where Scalar: ExactDistanceScalar {
  /// Euclidean norm of every row in Double, √(a·a) in the fixed order of ``exactDistance(_:_:_:)``: the one norm of this
  /// package. Infinite or NaN where the row is. Cost n d. C function: `dense_exact_dot`.
  package func norms(threads: Int = 1) -> AlignedBuffer<Double> {
    let result = AlignedBuffer<Double>(uninitialized: rows)
    let block = 256
    SharedTasks(count: (rows + block - 1) / block, threads: threads).run { _, task in
      for row in (task * block)..<min(rows, (task + 1) * block) {
        let numbers = base + row * stride
        result.pointer[row] = Scalar.exactDot(numbers, numbers, columns).squareRoot()
      }
    }
    return result
  }
}

extension MatrixView where Scalar == Float {
  /// Euclidean norm of every row, summed in Double. Cost n d.
  public var rowNorms: [Double] { norms().array }
}

extension MatrixView where Scalar == Double {
  /// Euclidean norm of every row, summed in Double. Cost n d.
  public var rowNorms: [Double] { norms().array }
}

extension Matrix where Scalar == Float {
  /// Euclidean norm of every row, summed in Double. Cost n d.
  public var rowNorms: [Double] { view.rowNorms }

  /// The rows divided by their Euclidean norms (in Double, rounded once). A zero row stays zero. Cost n d.
  public init(normalizingRowsOf source: some RowMajor<Float>) {
    self.init(source.view, scalingRowsBy: source.view.rowNorms.map { $0 > 0 ? 1 / $0 : 0 })
  }
}

extension Matrix where Scalar == Double {
  /// Euclidean norm of every row, summed in Double. Cost n d.
  public var rowNorms: [Double] { view.rowNorms }

  /// The rows divided by their Euclidean norms (rounded once). A zero row stays zero. Cost n d.
  public init(normalizingRowsOf source: some RowMajor<Double>) {
    self.init(source.view, scalingRowsBy: source.view.rowNorms.map { $0 > 0 ? 1 / $0 : 0 })
  }
}
