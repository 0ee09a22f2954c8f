import Dense
import VectorFiles

/// Trained maps as files: tensors W0, b0, W1, b1, … with W of shape (inputs, outputs), b of shape (outputs).
///
/// Written as safetensors with the activation in the metadata; first weights are also read from npz.
public enum ModelFile {
  /// Writes a network as safetensors, atomically.
  /// - Throws: ``DataFileError`` for a file that cannot be written.
  public static func write(_ network: Network<Float>, to path: String) throws {
    var tensors: [String: SafetensorsFile.Tensor] = [:]
    for (index, layer) in network.layers.enumerated() {
      tensors["W\(index)"] = .init(layer.weights.view)
      tensors["b\(index)"] = .init(shape: [layer.bias.count], numbers: layer.bias)
    }
    try SafetensorsFile.write(
      tensors, metadata: ["format": "crossmodal", "activation": network.shape.activation.rawValue], to: path)
  }

  /// Reads a network that ``write(_:to:)`` wrote.
  /// - Throws: ``DataFileError`` for other tensors or metadata, shapes that do not fit, numbers that are not finite.
  public static func read(_ path: String) throws -> Network<Float> {
    let (tensors, metadata) = try SafetensorsFile.read(path)
    guard let name = metadata["activation"], let activation = Activation(rawValue: name) else {
      throw DataFileError(
        kind: .content, path: path,
        message:
          "metadata has activation '\(metadata["activation"] ?? "")'; a model written by train has one of "
          + Activation.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return try network(tensors.mapValues { ($0.shape, $0.numbers) }, activation: activation, path: path)
  }

  /// Reads weights for a given shape from an npz.
  /// - Throws: ``DataFileError`` likewise, and for weights of another shape.
  public static func readWeights(_ path: String, shape: NetworkShape) throws -> Network<Float> {
    let arrays = try NPZFile.read(path)
    let network = try network(
      arrays.mapValues { ($0.shape, try $0.matrix(of: Float.self).elements) }, activation: shape.activation,
      path: path)
    guard network.shape == shape else {
      func text(_ shape: NetworkShape) -> String {
        ([shape.inputs] + shape.hidden + [shape.outputs]).map(String.init).joined(separator: "→")
      }
      throw DataFileError(
        kind: .content, path: path,
        message: "weights of a map \(text(network.shape)); needed are \(text(shape))")
    }
    return network
  }

  private static func network(
    _ tensors: [String: (shape: [Int], numbers: [Float])], activation: Activation, path: String
  ) throws -> Network<Float> {
    func failure(_ message: String) -> DataFileError {
      DataFileError(kind: .content, path: path, message: message)
    }
    let count = tensors.count / 2
    let expected = Set((0..<max(1, count)).flatMap { ["W\($0)", "b\($0)"] })
    guard Set(tensors.keys) == expected else {
      throw failure(
        "tensors \(tensors.keys.sorted().joined(separator: ", ")); needed are \(expected.sorted().joined(separator: ", "))"
      )
    }
    var layers: [Network<Float>.Layer] = []
    for index in 0..<count {
      guard let weights = tensors["W\(index)"], let bias = tensors["b\(index)"], weights.shape.count == 2,
        weights.shape.allSatisfy({ $0 > 0 }), bias.shape == [weights.shape[1]]
      else { throw failure("W\(index) and b\(index) must have shapes (inputs, outputs) and (outputs)") }
      if let before = layers.last, before.weights.columns != weights.shape[0] {
        throw failure(
          "W\(index) has \(weights.shape[0]) inputs, the layer before has \(before.weights.columns) outputs")
      }
      guard (weights.numbers + bias.numbers).allSatisfy(\.isFinite) else {
        throw failure("layer \(index) has weights that are not finite")
      }
      layers.append(
        .init(
          weights: Matrix(rows: weights.shape[0], columns: weights.shape[1], elements: weights.numbers),
          bias: bias.numbers))
    }
    guard let first = layers.first, let last = layers.last else { throw failure("no layers") }
    let shape = NetworkShape(
      inputs: first.weights.rows, hidden: layers.dropLast().map(\.weights.columns),
      outputs: last.weights.columns,
      activation: layers.count == 1 ? .linear : activation)
    return Network(shape: shape, layers: layers)
  }
}
