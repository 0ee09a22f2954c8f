import Dense

extension Array where Element == FittedStep {
  /// What the steps make of vectors: of n×d numbers n×d′, d′ = ``outputs(inputs:)``.
  ///
  /// Computed in Double and rounded once at the end. A row's numbers depend neither on the rows next to it nor on its place
  /// among them: products are of blocks of always 64 rows, the last one filled up with zeros. Without steps the numbers are
  /// those of `x`. `x` must have the columns that the steps are for (precondition). Cost of a projection 2 n d d′; memory
  /// besides the result: a block. Routine: `dgemm`.
  public func applied(to x: MatrixView<Float>) -> Matrix<Float> { blockwise(x) }

  /// The same of vectors in Double, and not rounded.
  package func applied(to x: MatrixView<Double>) -> Matrix<Double> { blockwise(x) }

  private func blockwise<Scalar: MatrixScalar>(_ x: MatrixView<Scalar>) -> Matrix<Scalar> {
    if isEmpty { return Matrix(x) }
    var result = Matrix<Scalar>(rows: x.rows, columns: outputs(inputs: x.columns))
    for first in stride(from: 0, to: x.rows, by: StepBlock.rows) {
      let rows = x.rows(first..<Swift.min(first + StepBlock.rows, x.rows))
      var block = StepBlock(rows)
      for step in self { block.apply(step) }
      block.write(rows.rows, to: &result, from: first)
    }
    return result
  }
}

/// A fixed number of rows on their way through the steps, in Double.
private struct StepBlock {
  /// A multiple of the rows that any kernel of OpenBLAS computes at once, so that all rows are computed alike.
  static let rows = 64

  private var numbers: Matrix<Double>

  /// Vectors, followed by rows of zeros.
  init<Scalar: MatrixScalar>(_ x: MatrixView<Scalar>) {
    let columns = x.columns
    numbers = Matrix(rows: Self.rows, columns: columns)
    numbers.withMutableElements { elements in
      for row in 0..<x.rows {
        let source = x.row(row)
        for column in 0..<columns { elements[row * columns + column] = Double(source[column]) }
      }
    }
  }

  mutating func apply(_ step: FittedStep) {
    let columns = numbers.columns
    if let inputs = step.inputs {
      precondition(inputs == columns, "a step for \(inputs) numbers, given are \(columns)")
    }
    switch step {
    case .scaling(let shift, let factor):
      numbers.withMutableElements { elements in
        for start in Swift.stride(from: 0, to: elements.count, by: columns) {
          for column in 0..<columns {
            elements[start + column] = (elements[start + column] - shift[column]) * factor[column]
          }
        }
      }
    case .projection(let shift, let matrix):
      numbers.withMutableElements { elements in
        for start in Swift.stride(from: 0, to: elements.count, by: columns) {
          for column in 0..<columns { elements[start + column] -= shift[column] }
        }
      }
      numbers = product(numbers, matrix)
    case .unitLength:
      numbers.withMutableElements { elements in
        for start in Swift.stride(from: 0, to: elements.count, by: columns) {
          var squares = 0.0
          for column in 0..<columns { squares += elements[start + column] * elements[start + column] }
          let length = squares.squareRoot()
          if length == 0 { continue }
          for column in 0..<columns { elements[start + column] /= length }
        }
      }
    }
  }

  /// Writes the first rows into a matrix, from one of its rows on.
  func write<Scalar: MatrixScalar>(_ rows: Int, to result: inout Matrix<Scalar>, from first: Int) {
    let (view, columns) = (numbers.view, numbers.columns)
    result.withMutableElements { elements in
      for row in 0..<rows {
        let (source, start) = (view.row(row), (first + row) * columns)
        for column in 0..<columns { elements[start + column] = Scalar(source[column]) }
      }
    }
  }
}
