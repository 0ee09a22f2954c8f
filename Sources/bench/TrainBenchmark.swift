import ArgumentParser
import CrossModal
import Dense

/// The training step: row gather, forward, loss, backward, update.
struct TrainBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Time of a training step on shuffled mini-batches, by shape and kernel path.",
    discussion: """
      An epoch over 4,992 rows is one repetition; small networks get as many as fit into half a second. GFLOPS count \
      the matrix products alone.
      """)

  @Option(parsing: .upToNextOption, help: "Networks, such as 2048-1024-300 or 128-256x3-64.")
  var shapes = BenchmarkShape.named(
    "2048-1024-300", "2048-256-300", "300-1024-2048", "64-256-2048", "128-512-64", "128-64-64",
    "128-256x3-64",
    "128-256x5-64")
  @Option(help: "Rows of a mini-batch.") var batchSize = 64
  @Option(help: "relu, sigmoid or tanh.") var activation = "relu"
  @Option(help: "mse, cosine, max-margin, info-nce or sigmoid.") var loss = "mse"
  @Option(help: "Weight of the term that keeps the neighborhoods of the inputs.") var structureWeight = 0.0
  @Option(help: "Decoupled weight decay.") var weightDecay = 0.0
  @Option(help: "rmsprop, rmsprop-inside, adam or descent.") var optimizer = "rmsprop"
  @Option(help: "Probability of dropping a hidden activation.") var dropout = 0.0
  @Option(help: "Least number of repetitions, at least 7.") var repeats = 9
  @OptionGroup var paths: PathOptions
  @Flag(help: "Print one JSON document.") var json = false

  func run() throws {
    guard let activation = Activation(rawValue: activation), batchSize >= 1, batchSize <= 4096, dropout >= 0,
      dropout < 1, structureWeight >= 0, structureWeight.isFinite, weightDecay >= 0, weightDecay.isFinite
    else {
      throw BenchFailure(
        code: 64, message: "an option has a value that is not allowed; see bench train --help")
    }
    var options = TrainingOptions(
      loss: try lossValue(), optimizer: try optimizerValue(), learningRate: 1e-4, dropout: dropout,
      batchSize: batchSize, weightDecay: weightDecay, structureWeight: structureWeight)
    var readings = Readings()
    for name in shapes {
      let data = BenchmarkData(name.shape(activation), rows: 4992)
      // At a rate of 200 GFLOPS.
      let epochSeconds = Double(data.network.shape.trainingOperations(batch: data.x.rows)) / 200e9
      options.epochs = max(7, repeats, Int(0.5 / epochSeconds)) + 1
      var losses: [Double] = []
      for path in try paths.paths() {
        readings.probe()
        let (timing, loss) = time(name, data, options, path)
        readings.append(timing)
        losses.append(loss)
      }
      readings.probe()
      // The paths round differently; after one epoch at a small rate their losses still agree to 4 digits.
      if let first = losses.first,
        losses.contains(where: { !$0.isFinite || abs($0 - first) > 1e-3 * abs(first) })
      {
        throw BenchFailure(code: 70, message: "\(name.name): the paths disagree: losses \(losses)")
      }
    }
    try readings.report.print(json: json)
  }

  private func time(
    _ name: BenchmarkShape, _ data: BenchmarkData, _ options: TrainingOptions, _ path: KernelPath
  ) -> (Timing, firstLoss: Double) {
    let order = BatchOrder(rows: (0..<data.x.rows).map(Int32.init), key: StreamKey(seed: 2))
    // The shuffled orders are made once and shared by the fits of a fold: they are no part of the step.
    order.prepare(epochs: options.epochs)
    let steps = (data.x.rows + batchSize - 1) / batchSize
    var times: [Double] = []
    var last = ContinuousClock.now
    let history = Training(options: options, data: data.pairs, order: order, streams: StreamKey(seed: 3)).run(
      data.network, path: path
    ) { _, _ in
      let now = ContinuousClock.now
      times.append(last.duration(to: now).inSeconds / Double(steps))
      last = now
      return true
    }.history
    return (
      Timing(
        name: name.name, path: path.rawValue,
        operations: Double(data.network.shape.trainingOperations(batch: data.x.rows)) / Double(steps),
        seconds: Array(times.dropFirst())), history.training.first ?? .nan
    )
  }

  private func lossValue() throws -> Loss {
    switch loss {
    case "mse": return .meanSquaredError
    case "cosine": return .cosine(.sum)
    case "max-margin": return .maxMargin(.init(margin: 1))
    case "info-nce": return .infoNCE(.init())
    case "sigmoid": return .sigmoid(.init())
    default:
      throw BenchFailure(
        code: 64, message: "--loss \(loss): allowed: mse, cosine, max-margin, info-nce, sigmoid")
    }
  }

  private func optimizerValue() throws -> Optimizer {
    switch optimizer {
    case "rmsprop": return .paper
    case "rmsprop-inside": return .rmspropInside(rho: 0.9, epsilon: 1e-8)
    case "adam": return .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
    case "descent": return .descent
    default:
      throw BenchFailure(
        code: 64, message: "--optimizer \(optimizer): allowed: rmsprop, rmsprop-inside, adam, descent")
    }
  }
}
