extension MatrixView {
  /// Mean of every column, summed in Double. No rows: zeros.
  @inlinable public var columnMeans: [Double] {
    var sums = [Double](repeating: 0, count: columns)
    for index in 0..<rows {
      let numbers = row(index)
      for column in 0..<columns { sums[column] += Double(numbers[column]) }
    }
    return rows == 0 ? sums : sums.map { $0 / Double(rows) }
  }

  /// Position of the first number that is NaN or infinite, in reading order, or nil.
  @inlinable public var firstNotFinite: (row: Int, column: Int)? {
    for index in 0..<rows {
      let numbers = row(index)
      // Without an early exit the loop over a row is vectorized.
      var bad = 0
      for number in numbers { bad &+= number.isFinite ? 0 : 1 }
      if bad > 0, let column = numbers.firstIndex(where: { !$0.isFinite }) { return (index, column) }
    }
    return nil
  }
}

extension Matrix {
  /// The rows with the given vector subtracted from each (in Double, rounded once).
  @inlinable public init(_ source: some RowMajor<Scalar>, subtracting center: [Double]) {
    let view = source.view
    precondition(center.count == view.columns, "\(center.count) means for \(view.columns) columns")
    self.init(uninitializedRows: view.rows, columns: view.columns)
    let columns = view.columns
    withMutableElements { elements in
      for index in 0..<view.rows {
        let source = view.row(index)
        for column in 0..<columns {
          elements[index * columns + column] = Scalar(Double(source[column]) - center[column])
        }
      }
    }
  }

  /// The rows multiplied by one factor each (in Double, rounded once).
  @inlinable package init(_ source: some RowMajor<Scalar>, scalingRowsBy factors: [Double]) {
    let view = source.view
    precondition(factors.count == view.rows, "\(factors.count) factors for \(view.rows) rows")
    self.init(uninitializedRows: view.rows, columns: view.columns)
    let columns = view.columns
    withMutableElements { elements in
      for index in 0..<view.rows {
        let (source, factor) = (view.row(index), factors[index])
        for column in 0..<columns {
          elements[index * columns + column] = Scalar(Double(source[column]) * factor)
        }
      }
    }
  }
}
