import Dense
import VectorFiles

/// Maps as files: tensors W0, b0, W1, b1, … with W of shape (inputs, outputs), b of shape (outputs), and the feature steps.
///
/// Written as safetensors, with the activation and the kinds of the steps in the metadata, or as ONNX; read from safetensors.
/// First weights are also read from npz. Names of tensors and metadata are in `docs/MODELS.md`.
public enum ModelFile {
  /// What the names of the input's steps begin with.
  static let inputPrefix = "input."
  /// What the names of the target's steps begin with.
  static let targetPrefix = "target."
  private static let formatName = "crossmodal"

  /// Writes a network as safetensors, atomically.
  /// - Throws: ``DataFileError`` for a file that cannot be written.
  public static func write(_ network: Network<Float>, to path: String) throws {
    try write(FittedMap(network: network), as: .safetensors, to: path)
  }

  /// Writes a map with its steps, atomically, as the ending of the path says: `.onnx`, or safetensors for any other.
  ///
  /// ONNX has f alone, not the target's steps (see `docs/MODELS.md`), and the same metadata as safetensors.
  /// - Parameters:
  ///   - metadata: what else is said of the map, as text by name; the names `format`, `activation`, `input.steps` and
  ///     `target.steps` are taken (precondition).
  ///   - format: nil: by the ending.
  /// - Throws: ``DataFileError`` for a file that cannot be written; an ONNX file that exists or would have 2 GiB or more.
  public static func write(
    _ map: FittedMap, metadata: [String: String] = [:], as format: ModelFormat? = nil, to path: String
  ) throws {
    let metadata = metadata.merging(ownMetadata(map)) { given, _ in
      preconditionFailure("metadata of a map with a name that is taken: \(given)")
    }
    switch format ?? ModelFormat(path: path) ?? .safetensors {
    case .onnx: try ONNXFile.write(MapGraph.graph(of: map), metadata: metadata, to: path)
    case .safetensors:
      var tensors: [String: SafetensorsFile.Tensor] = [:]
      for (index, layer) in map.network.layers.enumerated() {
        tensors["W\(index)"] = .init(layer.weights.view)
        tensors["b\(index)"] = .init(shape: [layer.bias.count], numbers: layer.bias)
      }
      tensors.merge(map.inputSteps.tensors(prefix: inputPrefix)) { $1 }
      tensors.merge(map.targetSteps.tensors(prefix: targetPrefix)) { $1 }
      try SafetensorsFile.write(tensors, metadata: metadata, to: path)
    }
  }

  /// Reads a network that ``write(_:to:)`` wrote.
  /// - Throws: ``DataFileError`` as ``readMap(_:)``, and for a map with steps, which the network alone would not be.
  public static func read(_ path: String) throws -> Network<Float> {
    let (map, _) = try readMap(path)
    guard map.inputSteps.isEmpty, map.targetSteps.isEmpty else {
      throw DataFileError.content(path, "is a map with feature steps; a network without them is needed")
    }
    return map.network
  }

  /// Reads a map that ``write(_:metadata:as:to:)`` wrote as safetensors, and what was said of it.
  /// - Throws: ``DataFileError`` for other tensors or metadata, steps that the metadata names and the tensors lack, shapes
  ///   that do not fit, numbers that are not finite.
  public static func readMap(_ path: String) throws -> (map: FittedMap, metadata: [String: String]) {
    let (tensors, metadata) = try SafetensorsFile.read(path)
    return try map(tensors, metadata, path: path)
  }

  /// The map of a file's tensors and metadata.
  static func map(
    _ tensors: [String: SafetensorsFile.Tensor], _ metadata: [String: String], path: String
  ) throws -> (map: FittedMap, metadata: [String: String]) {
    guard let name = metadata["activation"], let activation = Activation(rawValue: name) else {
      throw DataFileError(
        kind: .content, path: path,
        message:
          "metadata has activation '\(metadata["activation"] ?? "")'; a model written by train has one of "
          + Activation.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let isStep: (String) -> Bool = { name in
      [inputPrefix, targetPrefix].contains { name.hasPrefix([FittedStep].tensorNames(prefix: $0)) }
    }
    let layers = tensors.filter { !isStep($0.key) }.mapValues { ($0.shape, $0.numbers) }
    let map = FittedMap(
      inputSteps: try .init(tensors: tensors, metadata: metadata, prefix: inputPrefix, path: path),
      network: try network(layers, activation: activation, path: path),
      targetSteps: try .init(tensors: tensors, metadata: metadata, prefix: targetPrefix, path: path))
    try check(map, path: path)
    return (map, metadata.filter { ownMetadata(map)[$0.key] == nil })
  }

  private static func check(_ map: FittedMap, path: String) throws {
    let prepared = map.inputSteps.outputs(inputs: map.inputs)
    guard prepared == map.network.shape.inputs else {
      throw DataFileError.content(
        path, "the input's steps give \(prepared) numbers, but W0 has \(map.network.shape.inputs) inputs")
    }
    let target = map.targetSteps.outputs(inputs: map.targetInputs)
    guard target == map.outputs else {
      throw DataFileError.content(
        path, "the target's steps give \(target) numbers, but the map gives \(map.outputs)")
    }
  }

  private static func ownMetadata(_ map: FittedMap) -> [String: String] {
    ["format": formatName, "activation": map.network.shape.activation.rawValue]
      .merging(map.inputSteps.metadata(prefix: inputPrefix)) { $1 }
      .merging(map.targetSteps.metadata(prefix: targetPrefix)) { $1 }
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
        message: "weights of a map \(text(network.shape)); expected: \(text(shape))")
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
        "tensors \(tensors.keys.sorted().joined(separator: ", ")); expected: \(expected.sorted().joined(separator: ", "))"
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
