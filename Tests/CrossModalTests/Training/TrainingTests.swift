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

  /// One fit with a falling rate comes close to least squares; at a constant rate it does not.
  @Test func schedulesComeCloserToLeastSquaresThanAConstantRate() throws {
    let (x, y) = Self.data(rows: 400, inputs: 6, outputs: 3, noise: 0.3)
    let (design, targets) = (
      Matrix<Double>(rows: 400, columns: 7) { $1 < 6 ? Double(x[$0, $1]) : 1 }, y.converted(to: Double.self)
    )
    let fitted = product(design.view, try leastSquares(design.view, targets.view).view)
    let best = zip(fitted.elements, targets.elements).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 1200
    func excess(_ schedule: LearningRateSchedule) throws -> Double {
      let shape = NetworkShape(inputs: 6, hidden: [], outputs: 3, activation: .linear)
      var stream = RandomStream(StreamKey(seed: 1))
      let history = Training(
        options: TrainingOptions(learningRate: 0.1, batchSize: 32, epochs: 100, schedule: schedule),
        data: PairedData(inputs: x.view, targets: y.view),
        order: BatchOrder(rows: (0..<400).map(Int32.init), key: StreamKey(seed: 5)),
        heldOutRows: (0..<400).map(Int32.init), streams: StreamKey(seed: 2)
      ).run(Network<Float>(shape: shape, stream: &stream), path: .openblas).history
      return try #require(history.heldOut.last) / best - 1
    }
    let (constant, cosine, inverse) = (
      try excess(.constant), try excess(.cosine), try excess(.inverseTime)
    )
    #expect(cosine < 0.005 && cosine < inverse && inverse < constant, "\(constant) \(inverse) \(cosine)")
  }

  /// A fit that ends early follows the longer one as long as it lasts.
  @Test(arguments: LearningRateSchedule.allCases) func aScheduleOverMoreEpochsIsFollowedToTheBit(
    schedule: LearningRateSchedule
  ) {
    func losses(epochs: Int, over scheduledEpochs: Int?) -> [Double] {
      let (x, y) = Self.data(rows: 150, inputs: 5, outputs: 4, noise: 1)
      let shape = NetworkShape(inputs: 5, hidden: [8], outputs: 4, activation: .relu)
      var stream = RandomStream(StreamKey(seed: 1))
      return Training(
        options: TrainingOptions(
          epochs: epochs, weightDecay: 0.1, schedule: schedule, scheduledEpochs: scheduledEpochs),
        data: PairedData(inputs: x.view, targets: y.view),
        order: BatchOrder(rows: (0..<120).map(Int32.init), key: StreamKey(seed: 9)),
        heldOutRows: (120..<150).map(Int32.init), streams: StreamKey(seed: 2)
      ).run(Network<Float>(shape: shape, stream: &stream)).history.heldOut
    }
    let whole = losses(epochs: 7, over: nil)
    #expect(losses(epochs: 3, over: 7) == Array(whole.prefix(3)))
    #expect((losses(epochs: 3, over: nil) == Array(whole.prefix(3))) == (schedule != .cosine))
  }

  /// Where inputs are zero, weights have no gradient: what moves them is the decay, at the rate of each update. Biases do
  /// not decay: these have nothing to learn.
  @Test(arguments: KernelPath.allCases.filter(\.isAvailable), [Optimizer.paper, .descent])
  func decayFollowsTheScheduledRate(path: KernelPath, optimizer: Optimizer) {
    let (rows, rate, decay) = (96, 0.05, 2.0)
    let shape = NetworkShape(inputs: 21, hidden: [], outputs: 9, activation: .linear)
    var stream = RandomStream(StreamKey(seed: 1))
    let weights = Network<Float>(shape: shape, stream: &stream).layers[0].weights
    let before = Network(
      shape: shape, layers: [.init(weights: weights, bias: [Float](repeating: 3, count: 9))])
    let after = Training(
      options: TrainingOptions(
        optimizer: optimizer, learningRate: rate, epochs: 3, weightDecay: decay, schedule: .inverseTime),
      data: PairedData(
        inputs: Matrix<Float>(rows: rows, columns: 21),
        targets: Matrix<Float>(rows: rows, columns: 9) { _, _ in 3 }),
      order: BatchOrder(rows: (0..<rows).map(Int32.init), key: nil), streams: StreamKey(seed: 2)
    ).run(before, path: path).network.layers[0]
    let factor = (0..<6).reduce(1.0) { $0 * (1 - rate / (1 + Double($1) / 2) * decay) }
    for (new, old) in zip(after.weights.elements, weights.elements) {
      #expect(abs(Double(new) - factor * Double(old)) < 1e-6)
    }
    #expect(after.bias == before.layers[0].bias)
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
