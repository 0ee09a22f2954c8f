import Dense

/// One array of weights with its gradient and Adam's two running averages.
final class EncoderParameter<Scalar: RecurrentScalar> {
  let rows: Int
  let columns: Int
  let values: AlignedBuffer<Scalar>
  let gradient: AlignedBuffer<Scalar>
  private let squares: AlignedBuffer<Scalar>
  private let means: AlignedBuffer<Scalar>

  /// Takes the numbers of a matrix. Without `isTrained` it has no gradient and is never updated.
  init(_ matrix: Matrix<Scalar>, isTrained: Bool = true) {
    (rows, columns) = (matrix.rows, matrix.columns)
    values = AlignedBuffer(count: rows * columns)
    values.pointer.update(from: matrix.view.base, count: rows * columns)
    let count = isTrained ? rows * columns : 0
    (gradient, squares, means) = (
      AlignedBuffer(count: count), AlignedBuffer(count: count), .init(count: count)
    )
  }

  /// Takes a vector.
  convenience init(_ vector: [Scalar]) {
    self.init(Matrix(rows: 1, columns: vector.count, elements: vector))
  }

  var pointer: UnsafeMutablePointer<Scalar> { values.pointer }

  /// The numbers as they are.
  var matrix: Matrix<Scalar> {
    Matrix(MatrixView(base: values.pointer, rows: rows, columns: columns, stride: columns, owner: values))
  }

  var vector: [Scalar] { matrix.elements }

  /// Adam's running averages of squares and of gradients; both empty where nothing is trained.
  var averages: [[Scalar]] {
    [squares, means].map { part in
      guard part.count > 0 else { return [] }
      let view = MatrixView(base: part.pointer, rows: 1, columns: part.count, stride: part.count, owner: part)
      return Matrix(view).elements
    }
  }

  /// Sets the running averages, which ``averages`` gave.
  func setAverages(_ given: [[Scalar]]) {
    precondition(
      given.map(\.count) == [squares.count, means.count],
      "averages of \(given.map(\.count)) numbers for \([squares.count, means.count])")
    for (part, numbers) in zip([squares, means], given) where part.count > 0 {
      part.pointer.update(from: numbers, count: part.count)
    }
  }

  /// One step of the optimizer with the gradient as it is.
  func update(_ step: OptimizerStep) {
    guard gradient.count > 0 else { return }
    Scalar.update(
      weights: values.pointer, squares: squares.pointer, means: means.pointer, stride: gradient.count,
      gradient: gradient.pointer, gradientStride: gradient.count, rows: 1, columns: gradient.count, step)
  }
}
