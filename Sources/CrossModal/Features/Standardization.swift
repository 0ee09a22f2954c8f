import Dense

extension Matrix where Scalar == Float {
  /// The columns of a matrix, each with its mean subtracted and divided by its standard deviation (denominator n).
  ///
  /// A constant column becomes zeros. Means and deviations are in Double.
  public init(standardizingColumnsOf items: some RowMajor<Float>) {
    let view = items.view
    let means = view.columnMeans
    var variances = [Double](repeating: 0, count: view.columns)
    for index in 0..<view.rows {
      let row = view.row(index)
      for column in 0..<view.columns {
        let difference = Double(row[column]) - means[column]
        variances[column] += difference * difference
      }
    }
    let scales = variances.map { $0 > 0 ? (Double(view.rows) / $0).squareRoot() : 0 }
    self.init(rows: view.rows, columns: view.columns) { row, column in
      Float((Double(view[row, column]) - means[column]) * scales[column])
    }
  }
}
