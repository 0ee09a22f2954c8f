import TestSupport
import Testing

@testable import CrossModal
@testable import Dense
@testable import Layers

@Suite struct PredictionTests {
  @Test(arguments: KernelPath.allCases.filter(\.isAvailable))
  func anEngineThatDoesNotLearnPredictsTheSameBits(path: KernelPath) {
    let shape = NetworkShape(inputs: 37, hidden: [70, 19], outputs: 11, activation: .tanh)
    var stream = RandomStream(StreamKey(seed: 4))
    let network = Network<Float>(shape: shape, stream: &stream)
    let x: Matrix<Float> = normalMatrix(150, 37, seed: 5)
    let rows = (0..<150).map(Int32.init)
    let engines = [true, false].map { FloatNetworkEngine(NetworkPlan(shape, learns: $0), path: path) }
    for engine in engines { engine.load(network.layers) }
    let predictions = engines.map { bits($0.predict(x.view, rows: rows).view) }
    #expect(predictions[0] == predictions[1])
    #expect(bits(network(x, path: path).view) == predictions[0])
  }

  @Test func aLayerThatDoesNotLearnHasNoMemoryForIt() {
    let layer = LayerParameters<Float>(inputs: 100, outputs: 50, usesMeans: true, learns: false)
    #expect(layer.weightSquares.count == 0 && layer.weightMeans.count == 0)
    let learning = LayerParameters<Float>(inputs: 100, outputs: 50, usesMeans: true)
    #expect(learning.weightSquares.count > 0 && learning.weightMeans !== learning.weightSquares)
  }
}
