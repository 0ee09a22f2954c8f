import Dense

extension Matrix<Double> {
  /// Squared lengths of the rows after every column is scaled by a number of its own. Cost n p, no copy.
  func rowSquares(scaledBy factors: [Double]) -> [Double] {
    precondition(factors.count == columns, "\(factors.count) factors for a \(rows)×\(columns) matrix")
    return (0..<rows).map { index in
      let row = view.row(index)
      var sum = 0.0
      for column in 0..<columns { sum += row[column] * row[column] * factors[column] * factors[column] }
      return sum
    }
  }

  /// Every row and every column times a number of its own. Cost n p.
  func scaling(rows rowFactors: [Double], columns columnFactors: [Double]) -> Matrix<Double> {
    precondition(
      rowFactors.count == rows && columnFactors.count == columns,
      "\(rowFactors.count)×\(columnFactors.count) factors for a \(rows)×\(columns) matrix")
    var result = self
    let (rows, columns) = (rows, columns)
    result.withMutableElements { elements in
      for row in 0..<rows {
        for column in 0..<columns {
          elements[row * columns + column] *= rowFactors[row] * columnFactors[column]
        }
      }
    }
    return result
  }
}
