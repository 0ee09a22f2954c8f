import Dense

extension SafetensorsFile {
  /// One tensor, of Float or of Double numbers.
  public struct Tensor: Equatable, Sendable {
    enum Content: Equatable, Sendable {
      case floats([Float])
      case doubles([Double])
    }

    /// The lengths of the axes; empty for a single number.
    public let shape: [Int]
    let content: Content

    /// A tensor, written as F32; the product of `shape` must be the number of numbers.
    public init(shape: [Int], numbers: [Float]) {
      Self.check(shape, count: numbers.count)
      (self.shape, content) = (shape, .floats(numbers))
    }

    /// A tensor, written as F64; the product of `shape` must be the number of numbers.
    public init(shape: [Int], doubles: [Double]) {
      Self.check(shape, count: doubles.count)
      (self.shape, content) = (shape, .doubles(doubles))
    }

    /// A matrix as a tensor of two axes, written as F32.
    public init(_ matrix: some RowMajor<Float>) {
      let view = matrix.view
      self.init(shape: [view.rows, view.columns], numbers: Matrix(view).elements)
    }

    /// A matrix as a tensor of two axes, written as F64.
    public init(_ matrix: some RowMajor<Double>) {
      let view = matrix.view
      self.init(shape: [view.rows, view.columns], doubles: Matrix(view).elements)
    }

    private static func check(_ shape: [Int], count: Int) {
      precondition(CheckedSize.product(shape) == count, "\(count) numbers for a tensor of shape \(shape)")
    }

    /// Whether the numbers are of Double.
    public var isDouble: Bool { if case .doubles = content { true } else { false } }

    /// The numbers in C order, those of Double rounded to nearest.
    public var numbers: [Float] {
      switch content {
      case .floats(let numbers): numbers
      case .doubles(let numbers): numbers.map { Float($0) }
      }
    }

    /// The numbers in C order, in Double.
    public var doubles: [Double] {
      switch content {
      case .floats(let numbers): numbers.map { Double($0) }
      case .doubles(let numbers): numbers
      }
    }

    /// The matrix of a tensor of two axes, and of a vector of n as 1×n, those of Double rounded to nearest; nil for any
    /// other number of axes.
    public var matrix: Matrix<Float>? {
      switch shape.count {
      case 1: Matrix(rows: 1, columns: shape[0], elements: numbers)
      case 2: Matrix(rows: shape[0], columns: shape[1], elements: numbers)
      default: nil
      }
    }
  }
}
