import Testing

@testable import CrossModal
@testable import Dense

@Suite struct TrainingTests {
  static func data(rows: Int, inputs: Int, outputs: Int, noise: Double) -> (Matrix<Float>, Matrix<Float>) {
    var stream = RandomStream(StreamKey(seed: 11).adding("training data"))
    let x = Matrix<Float>(rows: rows, columns: inputs) { _, _ in Float(stream.normal()) }
    let map = Matrix<Float>(rows: inputs, columns: outputs) { _, _ in Float(stream.normal()) }
    let clean = product(x.view, map.view)
    let y = Matrix<Float>(rows: rows, columns: outputs) {
      clean[$0, $1] + Float(noise * stream.normal()) + 0.5
    }
    return (x, y)
  }

  /// Trained to the end with a falling learning rate, a linear map meets LAPACK's least squares.
  @Test func linearMapMeetsLeastSquares() throws {
    let (x, y) = Self.data(rows: 400, inputs: 6, outputs: 3, noise: 0.3)
    let shape = NetworkShape(inputs: 6, hidden: [], outputs: 3, activation: .linear)
    var stream = RandomStream(StreamKey(seed: 1))
    var network = Network<Float>(shape: shape, stream: &stream)
    let pairs = PairedData(inputs: x.view, targets: y.view)
    var loss = Double.infinity
    for rate in [0.01, 0.001, 0.0001, 0.00001] {
      let fit = Training(
        options: TrainingOptions(learningRate: rate, batchSize: 400, epochs: 600), data: pairs,
        order: BatchOrder(rows: (0..<400).map(Int32.init), key: nil), heldOutRows: (0..<400).map(Int32.init),
        streams: StreamKey(seed: 2)
      ).run(network, path: .openblas)
      network = fit.network
      loss = try #require(fit.history.heldOut.last)
    }
    let design = Matrix<Double>(rows: 400, columns: 7) { $1 < 6 ? Double(x[$0, $1]) : 1 }
    let solution = try leastSquares(design.view, y.converted(to: Double.self).view)
    let fitted = product(design.view, solution.view)
    var best = 0.0
    for row in 0..<400 {
      for column in 0..<3 {
        let difference = fitted[row, column] - Double(y[row, column])
        best += difference * difference
      }
    }
    best /= 1200
    #expect(abs(loss - best) <= 1e-4 * best, "\(loss) against least squares \(best)")
  }

  @Test(arguments: [1, 63, 64, 65, 200]) func batchSizesGiveTheSameFirstEpochLossWithoutLearning(batch: Int) {
    // With rate 0 the epoch's training loss is the loss of the whole set, however it is cut.
    let (x, y) = Self.data(rows: 130, inputs: 5, outputs: 4, noise: 1)
    let shape = NetworkShape(inputs: 5, hidden: [9], outputs: 4, activation: .tanh)
    var stream = RandomStream(StreamKey(seed: 1))
    let network = Network<Float>(shape: shape, stream: &stream)
    let history = Training(
      options: TrainingOptions(optimizer: .descent, learningRate: 0, batchSize: batch, epochs: 1),
      data: PairedData(inputs: x.view, targets: y.view),
      order: BatchOrder(rows: (0..<130).map(Int32.init), key: StreamKey(seed: 4)),
      heldOutRows: (0..<130).map(Int32.init), streams: StreamKey(seed: 2)
    ).run(network).history
    let z = network(x.view)
    var sum = 0.0
    for row in 0..<130 {
      for column in 0..<4 {
        let difference = Double(z[row, column]) - Double(y[row, column])
        sum += difference * difference
      }
    }
    let expected = sum / (130 * 4)
    #expect(abs(history.training[0] - expected) < 1e-6 * expected)
    #expect(abs(history.heldOut[0] - expected) < 1e-6 * expected)
  }

  @Test func divergenceEndsTheFitWithEpochAndBatch() {
    let (x, y) = Self.data(rows: 128, inputs: 5, outputs: 4, noise: 1)
    let shape = NetworkShape(inputs: 5, hidden: [8], outputs: 4, activation: .relu)
    var stream = RandomStream(StreamKey(seed: 1))
    let history = Training(
      options: TrainingOptions(optimizer: .descent, learningRate: 1e20, batchSize: 64, epochs: 5),
      data: PairedData(inputs: x.view, targets: y.view),
      order: BatchOrder(rows: (0..<128).map(Int32.init), key: nil), streams: StreamKey(seed: 2)
    ).run(Network<Float>(shape: shape, stream: &stream)).history
    guard case .diverged(let epoch, let batch) = history.outcome else {
      Issue.record("a rate of 1e20 did not diverge: \(history)")
      return
    }
    #expect(epoch == 1 && batch == 2)
    #expect(history.training.isEmpty)
  }

  @Test func sameStreamsGiveTheSameBits() {
    let (x, y) = Self.data(rows: 150, inputs: 5, outputs: 4, noise: 1)
    let shape = NetworkShape(inputs: 5, hidden: [8, 8, 8], outputs: 4, activation: .sigmoid)
    func fit(_ seed: UInt64) -> TrainingHistory {
      var stream = RandomStream(StreamKey(seed: 1))
      return Training(
        options: TrainingOptions(loss: .maxMargin(.init(margin: 1)), dropout: 0.25, epochs: 3),
        data: PairedData(inputs: x.view, targets: y.view),
        order: BatchOrder(rows: (0..<120).map(Int32.init), key: StreamKey(seed: 9)),
        heldOutRows: (120..<150).map(Int32.init), streams: StreamKey(seed: seed)
      ).run(Network<Float>(shape: shape, stream: &stream)).history
    }
    #expect(fit(2) == fit(2))
    #expect(fit(2) != fit(3))
  }

  @Test(arguments: [[0, 4], [0, -1]] as [[Int32]]) func rowsOutsideOfTheDataAreABugOfTheCaller(
    rows: [Int32]
  ) async {
    await #expect(processExitsWith: .failure) { [rows] in
      let data = PairedData(
        inputs: Matrix<Float>(rows: 4, columns: 2), targets: Matrix<Float>(rows: 4, columns: 3))
      var stream = RandomStream(StreamKey(seed: 1))
      let shape = NetworkShape(inputs: 2, hidden: [], outputs: 3, activation: .linear)
      let training = Training(
        options: TrainingOptions(epochs: 1), data: data, order: BatchOrder(rows: rows, key: nil),
        streams: StreamKey(seed: 2))
      _ = training.run(Network(shape: shape, stream: &stream))
    }
  }

  @Test func ordersAreKeyedByEpochAndKeepTheRows() {
    let order = BatchOrder(rows: (10..<40).map(Int32.init), key: StreamKey(seed: 1))
    let (third, first) = (order.order(epoch: 2), order.order(epoch: 0))
    #expect(third != first)
    #expect(third.sorted() == Array(10..<40))
    #expect(BatchOrder(rows: (10..<40).map(Int32.init), key: StreamKey(seed: 1)).order(epoch: 0) == first)
  }

  @Test func steadyDecreaseNamesTheWorstRise() {
    let rising = SteadyDecrease([4, 2, 2.5, 1, 1.005])
    #expect(rising.worstRise == 0.25 && rising.epoch == 3 && !rising.holds)
    let steady = SteadyDecrease([4, 2, 1, 1.005])
    #expect(steady.holds && steady.epoch == 4)
    let falling = SteadyDecrease([3, 2, 1])
    #expect(falling.worstRise == 0 && falling.epoch == nil && falling.holds)
    // Rises are relative: the unit of the loss does not matter.
    #expect(SteadyDecrease([12, 6, 7.5, 3, 3.015]) == SteadyDecrease([4, 2, 2.5, 1, 1.005]))
    #expect(SteadyDecrease([4, 2, 2.5]) != SteadyDecrease([4, 2, 2.6]))
  }
}
