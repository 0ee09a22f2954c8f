import Dense
import Layers

/// A map f with its numbers: h₀ = x, hᵢ₊₁ = s(hᵢ Wᵢ + bᵢ), the last layer without s.
///
/// The portable form, as it is read, written and initialized: W of layer i is an (inputs, outputs) matrix. Training
/// and application convert it to the kernels' layout.
public struct Network<Scalar: MatrixScalar>: Sendable {
  /// One fully connected layer.
  public typealias Layer = LayerNumbers<Scalar>

  /// Dimensions and activation.
  public let shape: NetworkShape
  /// The layers from the input on.
  public let layers: [Layer]

  /// A network from its layers, whose dimensions must be those of the shape.
  public init(shape: NetworkShape, layers: [Layer]) {
    precondition(
      layers.count == shape.layers.count
        && zip(layers, shape.layers).allSatisfy {
          $0.weights.rows == $1.inputs && $0.weights.columns == $1.outputs && $0.bias.count == $1.outputs
        },
      "layers \(layers.map { "\($0.weights.rows)×\($0.weights.columns)" }) for a shape \(shape.layers)")
    (self.shape, self.layers) = (shape, layers)
  }

  /// Fresh weights from a random stream, zero bias. Drawn layer by layer, row by row of W.
  public init(shape: NetworkShape, initializer: Initializer = .glorotUniform, stream: inout RandomStream) {
    self.shape = shape
    layers = shape.layers.map { layer in
      Layer(
        weights: Matrix(rows: layer.inputs, columns: layer.outputs) { _, _ in
          Scalar(initializer.draw(inputs: layer.inputs, outputs: layer.outputs, from: &stream))
        },
        bias: Array(repeating: 0, count: layer.outputs))
    }
  }

  /// The same network in another scalar type.
  public func converted<Other: MatrixScalar>(to type: Other.Type = Other.self) -> Network<Other> {
    Network<Other>(
      shape: shape,
      layers: layers.map { .init(weights: $0.weights.converted(), bias: $0.bias.map { Other($0) }) })
  }
}
