import Dense

extension Matrix<Double> {
  /// Σ of all squares.
  var sumOfSquares: Double {
    var sum = 0.0
    for row in 0..<rows { for number in view.row(row) { sum += number * number } }
    return sum
  }

  /// Σ of the diagonal.
  var trace: Double { (0..<Swift.min(rows, columns)).reduce(0) { $0 + self[$1, $1] } }

  /// ‖self · weights − targets‖². Cost 2 n p q. Routine: `dgemm`.
  func sumOfSquaredDifferences(to targets: Matrix<Double>, under weights: Matrix<Double>) -> Double {
    product(self, weights).squaredColumnDistances(to: targets).reduce(0, +)
  }

  /// Σ of the squared differences of each column to the same column of another matrix of the same shape.
  func squaredColumnDistances(to other: Matrix<Double>) -> [Double] {
    checkShape(other)
    var sums = [Double](repeating: 0, count: columns)
    for index in 0..<rows {
      let (first, second) = (view.row(index), other.view.row(index))
      for column in 0..<columns {
        let difference = first[column] - second[column]
        sums[column] += difference * difference
      }
    }
    return sums
  }

  /// Means of the columns over chosen rows.
  func means(of chosen: [Int]) -> [Double] {
    var sums = [Double](repeating: 0, count: columns)
    for index in chosen {
      let row = view.row(index)
      for column in 0..<columns { sums[column] += row[column] }
    }
    return sums.map { $0 / Double(chosen.count) }
  }

  /// The product of each row with the same row of another matrix of the same shape.
  func rowProducts(with other: Matrix<Double>) -> [Double] {
    checkShape(other)
    return (0..<rows).map { index in
      var sum = 0.0
      for (first, second) in zip(view.row(index), other.view.row(index)) { sum += first * second }
      return sum
    }
  }

  /// The products element by element with another matrix of the same shape.
  func elementProducts(with other: Matrix<Double>) -> Matrix<Double> {
    checkShape(other)
    var result = self
    result.withMutableElements { elements in
      for index in 0..<rows {
        let row = other.view.row(index)
        for column in 0..<columns { elements[index * columns + column] *= row[column] }
      }
    }
    return result
  }

  /// self − other − factor · first · secondᵀ, with a matrix of the same shape and vectors of its sides.
  func subtracting(_ other: Matrix<Double>, outer first: [Double], _ second: [Double], factor: Double)
    -> Matrix<Double>
  {
    checkShape(other)
    var result = self
    result.withMutableElements { elements in
      for index in 0..<rows {
        let (row, scale) = (other.view.row(index), factor * first[index])
        for column in 0..<columns {
          elements[index * columns + column] -= row[column] + scale * second[column]
        }
      }
    }
    return result
  }

  private func checkShape(_ other: Matrix<Double>) {
    precondition(
      rows == other.rows && columns == other.columns,
      "matrices \(rows)×\(columns) and \(other.rows)×\(other.columns): the shapes differ")
  }
}
