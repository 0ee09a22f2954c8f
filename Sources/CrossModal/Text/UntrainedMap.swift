import Dense
import Layers

/// A map with random weights and zero bias, as experiment 2 applies it to word vectors.
///
/// With zero bias a linear map and a ReLU network are positively homogeneous, f(c x) = c f(x); a saturating activation
/// with large weights is not, and brings all images to about the same length.
public struct UntrainedMap: Hashable, Sendable {
  /// Whether there is a hidden layer.
  public var family: ModelFamily
  /// Units of each hidden layer; without meaning for a linear map.
  public var hiddenUnits: Int
  /// Dimension of f(x).
  public var outputs: Int
  /// Activation of the hidden layers.
  public var activation: Activation
  /// Distribution of the weights.
  public var initializer: Initializer

  /// A kind of random map.
  public init(
    family: ModelFamily, hiddenUnits: Int = 256, outputs: Int, activation: Activation = .tanh,
    initializer: Initializer = .uniform(scale: 1)
  ) {
    precondition(
      hiddenUnits > 0 && outputs > 0, "a map with \(hiddenUnits) hidden units to \(outputs) dimensions")
    self.family = family
    self.hiddenUnits = hiddenUnits
    self.outputs = outputs
    self.activation = activation
    self.initializer = initializer
  }

  /// The images of vectors under draw number `draw`, whose weights depend on the key, the number and the shape alone.
  public func images(of vectors: some RowMajor<Float>, draw: Int, key: StreamKey) -> Matrix<Float> {
    let shape = NetworkShape(
      inputs: vectors.view.columns, hidden: Array(repeating: hiddenUnits, count: family.hiddenLayers),
      outputs: outputs, activation: family.hiddenLayers == 0 ? .linear : activation)
    var stream = RandomStream(key.adding("draw").adding(draw))
    let network = Network<Float>(shape: shape, initializer: initializer, stream: &stream)
    return network(vectors, path: .openblas)
  }
}
