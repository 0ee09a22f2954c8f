import Foundation
import TestSupport
import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

@Suite struct MapGraphTests {
  /// Golden: the same map by onnx.helper, byte by byte.
  @Test(arguments: ["plain", "steps"]) func asItsOwnLibraryWritesIt(name: String) throws {
    let (map, metadata) = try ModelFile.readMap(ModelGolden.path("\(name).safetensors"))
    try withTemporaryDirectory { folder in
      let path = folder + "/m.onnx"
      try ModelFile.write(map, metadata: metadata, to: path)
      let expected = try Data(contentsOf: URL(filePath: ModelGolden.path("\(name).onnx")))
      #expect(try Data(contentsOf: URL(filePath: path)) == expected)
    }
  }

  @Test func stepsOfTheTargetAreNoPart() throws {
    let (map, _) = try ModelFile.readMap(ModelGolden.path("steps.safetensors"))
    let graph = MapGraph.graph(of: map)
    #expect(graph.constants.allSatisfy { !$0.name.hasPrefix("target") })
    #expect((graph.input.columns, graph.output.columns) == (4, 2))
  }

  /// Every node takes what is there before it: constants, the input, outputs of nodes above.
  @Test(arguments: [Activation.linear, .relu, .sigmoid, .tanh]) func isInOrder(activation: Activation) {
    var stream = RandomStream(StreamKey(seed: 2))
    let network = Network<Float>(
      shape: .init(inputs: 2, hidden: [3, 4], outputs: 5, activation: activation), stream: &stream)
    let graph = MapGraph.graph(
      of: FittedMap(inputSteps: [.unitLength, .scaling(shift: [0, 1], factor: [1, 2])], network: network))
    var known = Set(graph.constants.map(\.name) + ["x"])
    for node in graph.nodes {
      #expect(known.isSuperset(of: node.inputs))
      #expect(known.insert(node.output).inserted)
    }
    #expect(graph.nodes.last?.output == "y")
    let operations: [Activation: String] = [.relu: "Relu", .sigmoid: "Sigmoid", .tanh: "Tanh"]
    let found = graph.nodes.map(\.operation).filter { operations.values.contains($0) }
    #expect(found == operations[activation].map { [$0, $0] } ?? [])
  }

  @Test func aFileThatExistsIsNotReplaced() throws {
    let (map, _) = try ModelFile.readMap(ModelGolden.path("plain.safetensors"))
    try withFile("m.onnx", "deployed") { path in
      #expect { try ModelFile.write(map, to: path) } throws: {
        ($0 as? DataFileError)?.kind == .content && "\($0)".contains("exists")
      }
      let kept = try String(contentsOfFile: path, encoding: .utf8)
      #expect(kept == "deployed")
    }
  }
}
