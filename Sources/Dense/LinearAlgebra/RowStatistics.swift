extension MatrixView {
  /// Mean of every column, summed in Double. No rows: zeros.
  public var columnMeans: [Double] {
    var sums = [Double](repeating: 0, count: columns)
    for index in 0..<rows {
      let numbers = row(index)
      for column in 0..<columns { sums[column] += Double(numbers[column]) }
    }
    return rows == 0 ? sums : sums.map { $0 / Double(rows) }
  }

  /// Euclidean norm of every row, summed in Double.
  public var rowNorms: [Double] {
    (0..<rows).map { index in
      var sum = 0.0
      for number in row(index) { sum += Double(number) * Double(number) }
      return sum.squareRoot()
    }
  }

  /// Position of the first number that is NaN or infinite, in reading order, or nil.
  public var firstNotFinite: (row: Int, column: Int)? {
    for index in 0..<rows {
      if let column = row(index).firstIndex(where: { !$0.isFinite }) { return (index, column) }
    }
    return nil
  }
}

extension Matrix {
  /// The rows divided by their Euclidean norms (in Double, rounded once). A zero row stays zero.
  public init(normalizingRowsOf view: MatrixView<Scalar>) {
    self.init(rows: view.rows, columns: view.columns)
    let norms = view.rowNorms
    let columns = view.columns
    withMutableElements { elements in
      for index in 0..<view.rows {
        let source = view.row(index)
        let scale = norms[index] > 0 ? 1 / norms[index] : 0
        for column in 0..<columns {
          elements[index * columns + column] = Scalar(Double(source[column]) * scale)
        }
      }
    }
  }

  /// The rows with the given vector subtracted from each (in Double, rounded once).
  public init(_ view: MatrixView<Scalar>, subtracting center: [Double]) {
    precondition(center.count == view.columns, "\(center.count) means for \(view.columns) columns")
    self.init(rows: view.rows, columns: view.columns)
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
}
