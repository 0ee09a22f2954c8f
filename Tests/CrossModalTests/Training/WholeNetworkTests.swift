import Testing

@testable import CrossModal
@testable import Dense
@testable import Layers

/// Whole networks with all options drawn at random: the two kernel paths against each other and against Double.
@Suite struct WholeNetworkTests {
  /// A random fit: dimensions 1 to 300, 0 to 5 hidden layers, any activation, loss and dropout, a short last panel.
  private struct Example {
    let network: Network<Float>
    let x, y: Matrix<Float>
    let loss: Loss
    let dropout, structureWeight: Double
    let seed: Int

    init(_ seed: Int, largest: Int) {
      self.seed = seed
      var stream = RandomStream(StreamKey(seed: 23).adding("whole networks").adding(seed))
      func dimension() -> Int { 1 + stream.below(largest) }
      let hidden = Array(repeating: dimension(), count: stream.below(6))
      let activations: [Activation] = [.relu, .sigmoid, .tanh]
      let shape = NetworkShape(
        inputs: dimension(), hidden: hidden, outputs: dimension(), activation: activations[stream.below(3)])
      let losses: [Loss] = [
        .meanSquaredError, .cosine(.sum), .cosine(.mean), .maxMargin(.init(margin: 1)),
        .maxMargin(.init(margin: 2.5, negativeSide: .target)),
        .maxMargin(.init(margin: 0.5, distance: .cosine)),
      ]
      var contrasts = RandomStream(StreamKey(seed: 23).adding("comparisons").adding(seed))
      let usual = losses[stream.below(losses.count)]
      // Cosines of one number are 1 or −1: there is nothing to learn, and RMSprop would make steps of rounding noise.
      let hasAngles = shape.outputs > 1
      loss =
        switch hasAngles ? contrasts.below(6) : 6 {
        case 0: .infoNCE(.init(temperature: 0.5))
        case 1: .sigmoid(.init(temperature: 5, bias: -5))
        default: usual
        }
      structureWeight = hasAngles && contrasts.below(4) == 0 ? 0.5 : 0
      dropout = stream.below(3) == 0 && !hidden.isEmpty ? 0.25 : 0
      let rows = 2 + stream.below(130)
      x = Matrix(rows: rows, columns: shape.inputs) { _, _ in Float(stream.normal()) }
      y = Matrix(rows: rows, columns: shape.outputs) { _, _ in Float(stream.normal()) }
      network = Network(shape: shape, stream: &stream)
    }

    /// Whether all rows of a batch are compared. Where a deep network maps them almost to one point, a difference of cosines
    /// has few digits.
    var compares: Bool {
      structureWeight > 0 || LossName(loss) == .infoNCE || LossName(loss) == .sigmoid
    }

    /// Trains from the same weights on any kernels.
    func train<Kernels: LayerKernels>(
      _ kernels: Kernels.Type, optimizer: Optimizer, rate: Double, batch: Int, epochs: Int
    ) -> (network: Network<Kernels.Scalar>, history: TrainingHistory) {
      let (x, y) = (x.converted(to: Kernels.Scalar.self), y.converted(to: Kernels.Scalar.self))
      return Training(
        options: TrainingOptions(
          loss: loss, optimizer: optimizer, learningRate: rate, dropout: dropout, batchSize: batch,
          epochs: epochs, structureWeight: structureWeight),
        data: PairedData(inputs: x.view, targets: y.view),
        order: BatchOrder(rows: (0..<x.rows).map(Int32.init), key: StreamKey(seed: UInt64(seed))),
        streams: StreamKey(seed: 7)
      ).run(network.converted()) { NetworkEngine<Kernels>($0) }
    }

    /// The step of the whole batch by gradient descent, as a vector.
    func step<Kernels: LayerKernels>(_ kernels: Kernels.Type, rate: Double) -> [Double] {
      let trained = train(kernels, optimizer: .descent, rate: rate, batch: x.rows, epochs: 1).network
      return zip(trained.layers, network.layers).flatMap { after, before in
        zip(after.weights.elements, before.weights.elements).map { Double($0) - Double($1) }
          + zip(after.bias, before.bias).map { Double($0) - Double($1) }
      }
    }
  }

  private func norm(_ a: [Double]) -> Double { a.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  private func difference(_ a: [Double], _ b: [Double]) -> Double {
    norm(zip(a, b).map { $0 - $1 }) / max(norm(b), 1e-30)
  }

  /// 250 networks in each of four parts.
  @Test(arguments: 0..<4) func firstStepsAgree(part: Int) {
    var kinks = 0
    for number in 0..<250 {
      let example = Example(part * 250 + number, largest: number % 5 == 0 ? 300 : 60)
      // A rate with which the step is as large as the weights: their rounding then does not hide it.
      let unit = norm(example.step(OpenBLASLayerKernels<Double>.self, rate: 1))
      guard unit > 1e-9 else { continue }
      let rate = 1 / unit
      let exact = example.step(OpenBLASLayerKernels<Double>.self, rate: rate)
      var worst = difference(example.step(OpenBLASLayerKernels<Float>.self, rate: rate), exact)
      if KernelPath.fused.isAvailable {
        worst = max(worst, difference(example.step(FusedLayerKernels.self, rate: rate), exact))
      }
      if worst < (example.compares ? 1e-4 : 1e-5) { continue }
      // Where a sum rounds to the other side of a kink (of ReLU, or of the hinge), one sample's share changes sides.
      let hasKink = example.network.shape.activation == .relu || LossName(example.loss) == .maxMargin
      #expect(
        hasKink && worst < 0.05,
        "network \(example.seed), \(example.network.shape), \(example.loss): \(worst)")
      kinks += 1
    }
    #expect(kinks <= 10, "\(kinks) of 250 networks beyond 1e-5")
  }

  @Test(.enabled(if: KernelPath.fused.isAvailable, "the fused path needs AVX2"))
  func lossesAgreeAfterTwoHundredSteps() {
    for seed in 2000..<2040 {
      let example = Example(seed, largest: 60)
      let batch = (example.x.rows + 1) / 2
      func loss<Kernels: LayerKernels>(_ kernels: Kernels.Type) -> Double {
        example.train(kernels, optimizer: .paper, rate: 1e-4, batch: batch, epochs: 100).history.training.last
          ?? .nan
      }
      let (fused, reference) = (loss(FusedLayerKernels.self), loss(OpenBLASLayerKernels<Float>.self))
      #expect(
        abs(fused - reference) <= 1e-3 * max(abs(reference), 0.01),
        "network \(seed), \(example.network.shape), \(example.loss): \(fused) against \(reference)")
    }
  }
}
