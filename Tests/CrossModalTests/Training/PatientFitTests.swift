import TestSupport
import Testing

@testable import CrossModal
@testable import Dense

@Suite struct PatientFitTests {
  // Fewer rows than weights: after some epochs the held-out loss rises.
  private static func training(epochs: Int, rate: Double = 0.01) -> (Training<Float>, Network<Float>) {
    let (x, y) = TrainingTests.data(rows: 60, inputs: 20, outputs: 3, noise: 3)
    var stream = RandomStream(StreamKey(seed: 1))
    let shape = NetworkShape(inputs: 20, hidden: [32], outputs: 3, activation: .relu)
    let training = Training(
      options: TrainingOptions(learningRate: rate, batchSize: 20, epochs: epochs, schedule: .cosine),
      data: PairedData(inputs: x, targets: y), order: BatchOrder(rows: (0..<40).map(Int32.init), key: nil),
      heldOutRows: (40..<60).map(Int32.init), streams: StreamKey(seed: 2))
    return (training, Network<Float>(shape: shape, stream: &stream))
  }

  private static func numbers(_ network: Network<Float>) -> [[Float]] {
    network.layers.flatMap { [$0.weights.elements, $0.bias] }
  }

  @Test("without patience it is the training") func withoutPatience() {
    let (training, first) = Self.training(epochs: 8)
    let (fit, plain) = (PatientFit(training, from: first), training.run(first))
    #expect(Self.numbers(fit.network) == Self.numbers(plain.network))
    #expect(fit.history == plain.history && fit.kept == plain.history)
  }

  @Test("with patience the network is that of the best epoch of the same path") func withPatience() {
    let (training, first) = Self.training(epochs: 200)
    var heard: [Int] = []
    let fit = PatientFit(training, from: first, patience: 5) { epoch, epochs, _ in
      if epoch == 1 { heard.append(epochs) }
      return true
    }
    let best = fit.history.bestEpoch ?? 0
    #expect(best > 1 && fit.history.training.count == best + 5 && fit.kept.training.count == best)
    #expect(fit.kept.training == Array(fit.history.training.prefix(best)) && heard == [200, best])
    let plain = training.run(first) { epoch, _ in epoch < best }
    #expect(Self.numbers(fit.network) == Self.numbers(plain.network))
  }

  @Test("a fit that diverges is not repeated") func divergence() {
    let (training, first) = Self.training(epochs: 50, rate: 1e30)
    var epochsHeard = 0
    let fit = PatientFit(training, from: first, patience: 5) { _, _, _ in
      epochsHeard += 1
      return true
    }
    #expect(fit.kept == fit.history && fit.history.outcome != .finished)
    #expect(epochsHeard == fit.history.training.count)
  }

  @Test("whoever listens may end it") func ending() {
    let (training, first) = Self.training(epochs: 50)
    #expect(PatientFit(training, from: first) { epoch, _, _ in epoch < 3 }.history.training.count == 3)
  }
}
