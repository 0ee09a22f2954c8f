import Layers
import Testing

@testable import CrossModal
@testable import Dense

@Suite struct TrainingStateTests {
  /// A training that is paused again and again goes the way of one that is not, to the bit.
  @Test(arguments: 0..<3) func pausesChangeNoBit(variant: Int) throws {
    let optimizer: Optimizer = [.paper, .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8), .descent][variant]
    let (dropout, decay) = [(0.0, 0.0), (0.2, 0.01), (0.3, 0.0)][variant]
    let (x, y) = TrainingTests.data(rows: 150, inputs: 7, outputs: 5, noise: 0.2)
    let shape = NetworkShape(inputs: 7, hidden: [9, 6], outputs: 5, activation: .relu)
    var stream = RandomStream(StreamKey(seed: 4))
    let network = Network<Float>(shape: shape, stream: &stream)
    func training(_ epochs: Int) -> Training<Float> {
      var options = TrainingOptions(
        loss: .meanSquaredError, optimizer: optimizer, learningRate: 0.01, dropout: dropout, batchSize: 32,
        epochs: epochs)
      options.weightDecay = decay
      options.schedule = .cosine
      options.scheduledEpochs = 12
      return Training(
        options: options, data: PairedData(inputs: x.view, targets: y.view),
        order: BatchOrder(rows: (0..<120).map(Int32.init), key: StreamKey(seed: 8)),
        heldOutRows: (120..<150).map(Int32.init), streams: StreamKey(seed: 9))
    }
    for path in KernelPath.allCases where path.isAvailable {
      let whole = training(12).run(network, path: path)
      var state: TrainingState<Float>?
      for epochs in [1, 4, 4, 12] {
        let part = training(epochs).run(
          network, from: state, keepsLayers: true, path: path, onEpoch: { _, _ in true })
        #expect(part.state.epochs == epochs)
        state = part.state
      }
      let end = try #require(state)
      #expect(end.history == whole.history)
      for (layer, expected) in zip(end.layers, whole.network.layers) {
        #expect(layer.numbers.weights.elements == expected.weights.elements)
        #expect(layer.numbers.bias == expected.bias)
      }
      // Without the running averages it would go another way.
      if optimizer != .descent {
        var first = training(4).run(
          network, from: nil, keepsLayers: true, path: path, onEpoch: { _, _ in true }
        ).state
        for layer in first.layers.indices { first.layers[layer].squares = first.layers[layer].numbers }
        let other = training(12).run(
          network, from: first, keepsLayers: false, path: path, onEpoch: { _, _ in true })
        #expect(other.state.history != whole.history && other.state.layers.isEmpty)
      }
    }
  }
}
