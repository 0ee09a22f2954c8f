import Dense

/// The dimensions of a map: input, hidden layers, output, and the activation of the hidden layers.
///
/// The output layer is always linear. Without hidden layers the map is W x + b and `activation` plays no part.
public struct NetworkShape: Hashable, Sendable {
  /// Dimension of x.
  public let inputs: Int
  /// Units of each hidden layer, from the input on; empty for a linear map.
  public let hidden: [Int]
  /// Dimension of f(x).
  public let outputs: Int
  /// Activation of the hidden layers.
  public let activation: Activation

  /// A shape; every dimension must be positive.
  public init(inputs: Int, hidden: [Int], outputs: Int, activation: Activation) {
    precondition(
      inputs > 0 && outputs > 0 && hidden.allSatisfy { $0 > 0 },
      "a network \(([inputs] + hidden + [outputs]).map(String.init).joined(separator: "→"))")
    (self.inputs, self.hidden, self.outputs, self.activation) = (inputs, hidden, outputs, activation)
  }

  /// (inputs, outputs) of each layer in turn.
  public var layers: [(inputs: Int, outputs: Int)] {
    let widths = [inputs] + hidden + [outputs]
    return zip(widths, widths.dropFirst()).map { (inputs: $0, outputs: $1) }
  }

  /// The widest layer output.
  public var width: Int { (hidden + [outputs]).max() ?? outputs }

  /// Floating-point operations of the matrix products of one training step on `batch` rows: forward and weight
  /// gradient of every layer, input gradient of every layer but the first; a multiply-add counts two.
  public func trainingOperations(batch: Int) -> Int {
    layers.enumerated().reduce(0) { sum, layer in
      sum + 2 * batch * layer.element.inputs * layer.element.outputs * (layer.offset == 0 ? 2 : 3)
    }
  }

  /// Floating-point operations of the matrix products of applying the map to `rows` rows.
  public func forwardOperations(rows: Int) -> Int {
    layers.reduce(0) { $0 + 2 * rows * $1.inputs * $1.outputs }
  }
}
