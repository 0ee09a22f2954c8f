import Foundation
import TestSupport
import Testing

@testable import CrossModal
@testable import Dense
@testable import VectorFiles

@Suite struct ModelFileTests {
  private func network(hidden: [Int]) -> Network<Float> {
    var stream = RandomStream(StreamKey(seed: 4))
    let shape = NetworkShape(
      inputs: 5, hidden: hidden, outputs: 3, activation: hidden.isEmpty ? .linear : .tanh)
    return Network(shape: shape, initializer: .normal(scale: 1), stream: &stream)
  }

  @Test(arguments: [[], [7], [4, 4, 4]]) func roundTrip(hidden: [Int]) throws {
    try withTemporaryDirectory { folder in
      let original = network(hidden: hidden)
      try ModelFile.write(original, to: folder + "/m.safetensors")
      let read = try ModelFile.read(folder + "/m.safetensors")
      #expect(read.shape == original.shape)
      for (a, b) in zip(read.layers, original.layers) { #expect(a.weights == b.weights && a.bias == b.bias) }
    }
  }

  @Test func layersThatDoNotFitAreRefused() throws {
    try withTemporaryDirectory { folder in
      let path = folder + "/bad.safetensors"
      typealias Tensor = SafetensorsFile.Tensor
      let bias = Tensor(shape: [3], numbers: [0, 0, 0])
      let cases: [[String: Tensor]] = [
        ["W0": Tensor(shape: [2, 3], numbers: [1, 2, 3, 4, 5, 6])],
        ["W0": Tensor(shape: [3, 2], numbers: [1, 2, 3, 4, 5, 6]), "b0": bias],
        ["W0": Tensor(shape: [2, 3], numbers: [1, 2, 3, 4, 5, .nan]), "b0": bias],
        [
          "W0": Tensor(shape: [2, 3], numbers: [1, 2, 3, 4, 5, 6]), "b0": bias,
          "W1": Tensor(shape: [2, 3], numbers: [1, 2, 3, 4, 5, 6]), "b1": bias,
        ],
      ]
      for tensors in cases {
        try SafetensorsFile.write(tensors, metadata: ["activation": "relu"], to: path)
        #expect(throws: DataFileError.self) { try ModelFile.read(path) }
      }
      try SafetensorsFile.write(
        ["W0": Tensor(shape: [2, 3], numbers: [1, 2, 3, 4, 5, 6]), "b0": bias], metadata: [:], to: path)
      #expect(throws: DataFileError.self) { try ModelFile.read(path) }
    }
  }

  private func map() -> FittedMap {
    FittedMap(
      inputSteps: [
        .scaling(shift: [0.1, 1e-300, 3, 4, 5, 6], factor: [1, 1.0 / 3, 1, 1, 0, 1]), .unitLength,
        .projection(
          shift: [1, 2, 3, 4, 5, 6], matrix: Matrix(rows: 6, columns: 5) { 1 / Double(1 + $0 + $1) }),
      ],
      network: network(hidden: [4]),
      targetSteps: [.projection(shift: [7, 8], matrix: Matrix([[1, 2, 3], [4, 5, 6]])), .unitLength])
  }

  @Test func stepsAndMetadataRoundTrip() throws {
    try withTemporaryDirectory { folder in
      let (path, original) = (folder + "/m.safetensors", map())
      let metadata = ["configuration": #"{"seed": 1, "name": "ä\n"}"#, "empty": ""]
      try ModelFile.write(original, metadata: metadata, to: path)
      let (read, said) = try ModelFile.readMap(path)
      #expect(read.inputSteps == original.inputSteps && read.targetSteps == original.targetSteps)
      #expect(read.network.layers[1].weights == original.network.layers[1].weights && said == metadata)
      #expect { try ModelFile.read(path) } throws: { "\($0)".contains("is a map with feature steps") }
    }
  }

  /// A map without steps is the file that it always was, byte by byte.
  @Test func withoutStepsNothingIsNew() throws {
    try withTemporaryDirectory { folder in
      let path = folder + "/m.safetensors"
      let shape = NetworkShape(inputs: 1, hidden: [], outputs: 1, activation: .linear)
      let network = Network<Float>(shape: shape, layers: [.init(weights: Matrix([[1]]), bias: [2])])
      var header =
        #"{"W0":{"data_offsets":[0,4],"dtype":"F32","shape":[1,1]},"#
        + #""__metadata__":{"activation":"linear","format":"crossmodal"},"#
        + #""b0":{"data_offsets":[4,8],"dtype":"F32","shape":[1]}}"#
      while header.utf8.count % 8 != 0 { header += " " }
      let length = UInt8(header.utf8.count)
      let expected = [length, 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + [0, 0, 0x80, 0x3f, 0, 0, 0, 0x40]
      for write in [
        { try ModelFile.write(network, to: path) },
        { try ModelFile.write(.init(network: network), to: path) },
      ] {
        try write()
        #expect(try Array(Data(contentsOf: URL(filePath: path))) == expected)
        #expect(try ModelFile.readMap(path).metadata == [:])
      }
    }
  }

  /// Golden: tensors and metadata as the format's own library writes them.
  @Test func readsWhatTheLibraryWrites() throws {
    let (map, metadata) = try ModelFile.readMap(ModelGolden.path("steps.safetensors"))
    #expect(metadata == ["scores": #"{"loss": 0.25}"#])
    #expect(map.inputSteps.count == 3 && map.targetSteps.count == 2 && map.network.shape.hidden == [5])
    #expect(try ModelFile.read(ModelGolden.path("plain.safetensors")).shape.outputs == 2)
  }

  /// Each in one line: steps that the tensors lack or the metadata does not name, of another kind, or of other dimensions.
  @Test func stepsThatDoNotFitAreRefused() throws {
    try withTemporaryDirectory { folder in
      let path = folder + "/m.safetensors"
      try ModelFile.write(map(), to: path)
      let (tensors, metadata) = try SafetensorsFile.read(path)
      func refused(
        _ says: String, _ change: (inout [String: SafetensorsFile.Tensor], inout [String: String]) -> Void
      ) throws {
        var (tensors, metadata) = (tensors, metadata)
        change(&tensors, &metadata)
        try SafetensorsFile.write(tensors, metadata: metadata, to: path)
        #expect { try ModelFile.readMap(path) } throws: {
          let text = "\($0)"
          return ($0 as? DataFileError)?.kind == .content && text.contains(says) && !text.contains("\n")
        }
      }
      try refused("has no tensor input.step.0.factor") { tensors, _ in tensors["input.step.0.factor"] = nil }
      try refused("has the tensor 'input.step.0.factor'") { _, metadata in metadata["input.steps"] = nil }
      try refused("target.step.") { _, metadata in metadata["target.steps"] = "unit-length" }
      try refused("names the step 'folding'") { _, metadata in metadata["input.steps"] = "folding" }
      try refused("the input's steps give 6 numbers, but W0 has 5 inputs") { tensors, metadata in
        metadata["input.steps"] = "scaling, unit-length"
        (tensors["input.step.2.shift"], tensors["input.step.2.matrix"]) = (nil, nil)
      }
      try refused("the target's steps give 2 numbers, but the map gives 3") { tensors, metadata in
        metadata["target.steps"] = "scaling"
        tensors["target.step.0.matrix"] = nil
        tensors["target.step.0.factor"] = .init(shape: [2], doubles: [1, 1])
      }
    }
  }

  @Test func aFileOfStepsAlone() throws {
    try withTemporaryDirectory { folder in
      let (steps, model) = (folder + "/s.safetensors", folder + "/m.safetensors")
      try StepFile.write([.scaling(shift: [1, 2], factor: [1, 1]), .unitLength], to: steps)
      guard case .steps(let read) = try StoredMap.read(steps) else {
        Issue.record("a file of steps read as a map")
        return
      }
      #expect(read == [.scaling(shift: [1, 2], factor: [1, 1]), .unitLength])
      try ModelFile.write(map(), to: model)
      guard case .map(let map) = try StoredMap.read(model) else {
        Issue.record("a map read as steps")
        return
      }
      #expect(map.inputs == 6)
    }
  }
}
