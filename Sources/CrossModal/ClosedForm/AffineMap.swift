import Dense

/// f(x) = x · W + b in Double, with W of shape (inputs, outputs): what a closed form gives.
public struct AffineMap: Equatable, Sendable {
  /// W, inputs × outputs.
  public let weights: Matrix<Double>
  /// b, as many numbers as W has columns.
  public let bias: [Double]

  /// A map of these numbers.
  public init(weights: Matrix<Double>, bias: [Double]) {
    precondition(
      weights.columns == bias.count,
      "weights \(weights.rows)×\(weights.columns) with a bias of \(bias.count) numbers")
    (self.weights, self.bias) = (weights, bias)
  }

  /// The map that takes `inputMeans` to `outputMeans`: b = outputMeans − inputMeans · W. Cost 2 p q.
  init(weights: Matrix<Double>, from inputMeans: [Double], to outputMeans: [Double]) {
    let shift = product(
      Matrix(rows: 1, columns: inputMeans.count, elements: inputMeans), weights)
    self.init(weights: weights, bias: zip(outputMeans, shift.elements).map { $0 - $1 })
  }

  /// Dimension of x.
  public var inputs: Int { weights.rows }
  /// Dimension of f(x).
  public var outputs: Int { weights.columns }

  /// The same map as a network without hidden layers, each number rounded to Float.
  public var network: Network<Float> {
    Network(
      shape: NetworkShape(inputs: inputs, hidden: [], outputs: outputs, activation: .linear),
      layers: [.init(weights: weights.converted(), bias: bias.map { Float($0) })])
  }

  /// f(x) of every row, one row each. X must have as many columns as the map has inputs. Cost 2 n p q. Routine: `dgemm`.
  public func callAsFunction(_ x: some RowMajor<Double>) -> Matrix<Double> {
    let images = product(x, weights)
    return Matrix(images, subtracting: bias.map { -$0 })
  }
}
