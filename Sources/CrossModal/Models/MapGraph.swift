import Dense
import VectorFiles

/// A map as a graph of ONNX: `x` of shape (n, inputs) and `y` of shape (n, outputs), both float32.
///
/// The input's steps are computed in float64, as here, and rounded to float32 before the first layer: a scaling is Sub and Mul, a
/// projection Sub and MatMul, unit length a division by max(‖x‖, 1e-300), which leaves a zero row as it is. A map without
/// steps is float32 throughout. A layer is Gemm, and Relu, Sigmoid or Tanh where it is hidden. Constants have the names of the
/// tensors in the safetensors file. The target's steps are no part of the graph: they are for y, which a user of f(x) has not.
struct MapGraph {
  private var nodes: [ONNXNode] = []
  private var constants: [ONNXTensor] = []
  // The tensor that holds what was computed last.
  private var current = "x"

  /// The graph of a map.
  static func graph(of map: FittedMap) -> ONNXGraph {
    var graph = MapGraph()
    graph.add(map.inputSteps)
    graph.add(map.network)
    return ONNXGraph(
      "map", input: .init("x", columns: map.inputs), output: .init("y", columns: map.outputs),
      nodes: graph.nodes, constants: graph.constants)
  }

  private mutating func add(_ steps: [FittedStep]) {
    guard !steps.isEmpty else { return }
    cast(to: .float64, named: "input.double")
    for (place, step) in steps.enumerated() {
      let name = [FittedStep].tensorNames(prefix: ModelFile.inputPrefix) + "\(place)"
      switch step {
      case .scaling(let shift, let factor):
        subtract(shift, name)
        constants.append(ONNXTensor(name + ".factor", shape: [factor.count], doubles: factor))
        apply("Mul", [current, name + ".factor"], to: name)
      case .projection(let shift, let matrix):
        subtract(shift, name)
        constants.append(
          ONNXTensor(name + ".matrix", shape: [matrix.rows, matrix.columns], doubles: matrix.elements))
        apply("MatMul", [current, name + ".matrix"], to: name)
      case .unitLength: divideByLength(name)
      }
    }
    cast(to: .float32, named: "input.prepared")
  }

  private mutating func add(_ network: Network<Float>) {
    let last = network.layers.count - 1
    for (place, layer) in network.layers.enumerated() {
      let (weights, bias) = ("W\(place)", "b\(place)")
      constants.append(
        ONNXTensor(
          weights, shape: [layer.weights.rows, layer.weights.columns], floats: layer.weights.elements))
      constants.append(ONNXTensor(bias, shape: [layer.bias.count], floats: layer.bias))
      apply("Gemm", [current, weights, bias], to: place == last ? "y" : "layer.\(place)")
      guard place < last, let activation = network.shape.activation.operation else { continue }
      apply(activation, [current], to: "hidden.\(place)")
    }
  }

  private mutating func subtract(_ shift: [Double], _ name: String) {
    constants.append(ONNXTensor(name + ".shift", shape: [shift.count], doubles: shift))
    apply("Sub", [current, name + ".shift"], to: name + ".centered")
  }

  private mutating func divideByLength(_ name: String) {
    let row = current
    constants.append(ONNXTensor(name + ".axis", integers: [1]))
    constants.append(ONNXTensor(name + ".least", shape: [], doubles: [1e-300]))
    apply("Mul", [row, row], to: name + ".squares")
    apply("ReduceSum", [current, name + ".axis"], to: name + ".sum", integers: ["keepdims": 1])
    apply("Sqrt", [current], to: name + ".length")
    apply("Max", [current, name + ".least"], to: name + ".divisor")
    apply("Div", [row, current], to: name)
  }

  private mutating func cast(to type: ONNXTensor.ElementType, named name: String) {
    apply("Cast", [current], to: name, integers: ["to": type.rawValue])
  }

  private mutating func apply(
    _ operation: String, _ inputs: [String], to output: String, integers: [String: Int] = [:]
  ) {
    nodes.append(ONNXNode(operation, inputs, to: output, integers: integers))
    current = output
  }
}

extension Activation {
  // ONNX's operator; nil for s(z) = z.
  fileprivate var operation: String? {
    switch self {
    case .linear: nil
    case .relu: "Relu"
    case .sigmoid: "Sigmoid"
    case .tanh: "Tanh"
    }
  }
}
