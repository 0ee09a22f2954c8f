import Dense
import Testing

@testable import CrossModal

@Suite struct HeldOutLossTests {
  private func training(_ options: TrainingOptions, scale: Float = 1) -> (Training<Float>, Network<Float>) {
    var stream = RandomStream(StreamKey(seed: 3))
    let x = Matrix<Float>(rows: 90, columns: 5) { _, _ in Float(stream.normal()) }
    let y = Matrix<Float>(rows: 90, columns: 3) { _, _ in scale * Float(stream.normal()) }
    let network = Network<Float>(
      shape: NetworkShape(inputs: 5, hidden: [], outputs: 3, activation: .linear), stream: &stream)
    let rows = (0..<90).map { Int32($0) }
    return (
      Training(
        options: options, data: PairedData(inputs: x, targets: y),
        order: BatchOrder(rows: Array(rows[..<50]), key: nil), heldOutRows: Array(rows[50...]),
        streams: StreamKey(seed: 4)), network
    )
  }

  @Test(arguments: [
    Loss.infoNCE(.init()), .sigmoid(.init()), .maxMargin(.init(margin: 1, negative: .hardest)),
  ])
  func lossesOverABatchAreTakenInOneSizeWhateverTrains(loss: Loss) throws {
    func heldOut(_ batchSize: Int, _ evaluation: Int?) throws -> Double {
      var options = TrainingOptions(loss: loss, batchSize: batchSize)
      options.evaluationBatchSize = evaluation
      let (training, network) = training(options)
      return try #require(training.heldOutLoss(of: network))
    }
    #expect(try heldOut(4, 32) == heldOut(32, nil) && heldOut(80, 32) == heldOut(32, nil))
    #expect(try heldOut(4, nil) != heldOut(32, nil))
  }

  @Test func aLossThatFloatDoesNotHoldEndsTheFit() {
    let (training, network) = training(TrainingOptions(learningRate: 0.1, epochs: 2), scale: 1e20)
    let history = training.run(network).history
    #expect(history.outcome != .finished && history.training.isEmpty)
  }
}
