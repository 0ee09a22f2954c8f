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
}
