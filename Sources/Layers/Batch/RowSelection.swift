import Dense

/// Some rows of a row-major matrix, in a given order: a shuffled mini-batch.
package struct RowSelection<Scalar: MatrixScalar> {
  /// Element (0, 0) of the matrix.
  package let base: UnsafePointer<Scalar>
  /// Row stride of the matrix in scalars.
  package let stride: Int
  /// Indices of the chosen rows.
  package let indices: UnsafePointer<Int32>
  /// How many rows are chosen.
  package let count: Int

  /// The rows `indices[0..<count]` of a matrix. Indices are not checked here: the caller made them.
  package init(base: UnsafePointer<Scalar>, stride: Int, indices: UnsafePointer<Int32>, count: Int) {
    self.base = base
    self.stride = stride
    self.indices = indices
    self.count = count
  }

  /// Address of the chosen row with that place in the order.
  @inlinable package func row(_ place: Int) -> UnsafePointer<Scalar> {
    base + Int(indices[place]) * stride
  }

  /// Part of the selection.
  func slice(_ first: Int, _ count: Int) -> RowSelection {
    RowSelection(base: base, stride: stride, indices: indices + first, count: count)
  }
}

extension MatrixView {
  /// Calls `body` with the rows that `indices[range]` names, in that order; the indices are the caller's to check.
  func withSelection<Result>(
    _ indices: [Int32], _ range: Range<Int>, _ body: (RowSelection<Scalar>) -> Result
  ) -> Result {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= indices.count,
      "places \(range) of \(indices.count) indices")
    return indices.withUnsafeBufferPointer { all in
      // An empty array may have no address, but then nothing is read from it.
      let chosen = UnsafeBufferPointer(rebasing: all[range])
      return withUnsafePointer(to: Int32(0)) { nothing in
        body(
          RowSelection(
            base: base, stride: stride, indices: chosen.baseAddress ?? nothing, count: chosen.count))
      }
    }
  }
}
