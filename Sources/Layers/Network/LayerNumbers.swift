import Dense

/// The numbers of one fully connected layer, as they are read and written.
public struct LayerNumbers<Scalar: MatrixScalar>: Sendable {
  /// W, inputs × outputs.
  public var weights: Matrix<Scalar>
  /// b, one number an output.
  public var bias: [Scalar]

  /// A layer; the bias must have as many numbers as W has columns.
  public init(weights: Matrix<Scalar>, bias: [Scalar]) {
    precondition(
      weights.columns == bias.count, "weights \(weights.rows)×\(weights.columns) with \(bias.count) biases")
    (self.weights, self.bias) = (weights, bias)
  }
}
