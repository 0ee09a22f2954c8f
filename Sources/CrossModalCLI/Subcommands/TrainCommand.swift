import ArgumentParser
import CrossModal
import Dense
import ForeignFiles
import Foundation
import Studies
import VectorFiles

/// One fit on whole files.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train one map from X to Y on all rows and write it.",
    discussion: """
      MODEL is a .safetensors file with tensors W0, b0, W1, b1, …; W has shape (inputs, outputs). --initial-weights reads \
      the same names from an .npz.
      """)

  enum LossChoice: String, ExpressibleByArgument, CaseIterable {
    case mse, cosine
    case maxMargin = "max-margin"
  }

  @Argument(help: "X, one item a row.") var inputs: String
  @Argument(help: "Y, the same items in the same order.") var targets: String
  @Option(name: .shortAndLong, help: "The .safetensors file to write.") var output: String
  @Option(help: "\(ModelFamily.definition)") var model = ModelFamily.nn
  @Option(help: "Units of each hidden layer.") var hiddenUnits = 256
  @Option(help: "mse, cosine or max-margin.") var loss = LossChoice.mse
  @Option(help: "Margin of max-margin.") var margin = 1.0
  @Option(help: "relu, sigmoid or tanh.") var activation = Activation.relu
  @Option(help: "Probability of dropping a hidden activation.") var dropout = 0.0
  @Option(help: "Learning rate of RMSprop.") var learningRate = 0.001
  @Option(help: "Passes over the rows.") var epochs = 100
  @Option(help: "Rows of a mini-batch.") var batchSize = 64
  @Option(help: "Seed of initial weights, order, dropout and negatives.") var seed: UInt64 = 1
  @Flag(help: "Visit the rows as they stand.") var noShuffle = false
  @Option(help: "An .npz with W0, b0, W1, b1, ….") var initialWeights: String?
  @Option(help: "A .csv for the loss of every epoch.") var history: String?
  @OptionGroup var alignment: AlignmentOptions
  @OptionGroup var kernels: KernelOptions

  func run() throws {
    try OutputPaths.check([output, history], inputs: [inputs, targets, initialWeights, alignment.words])
    try checkNumbers()
    guard output.hasSuffix(".safetensors") else {
      throw CommandFailure.usage("--output \(output): models are written as .safetensors")
    }
    let (x, y) = try alignment.read(inputs, targets)
    let shape = NetworkShape(
      inputs: x.features.columns, hidden: Array(repeating: hiddenUnits, count: model.hiddenLayers),
      outputs: y.features.columns, activation: model.hiddenLayers == 0 ? .linear : activation)
    let key = StreamKey(seed: seed)
    var weightStream = RandomStream(key.adding("weights"))
    let network =
      try initialWeights.map { try ModelFile.readWeights($0, shape: shape) }
      ?? Network<Float>(shape: shape, stream: &weightStream)
    let rows = (0..<x.features.rows).map(Int32.init)
    let labels = (x.rowLabels ?? y.rowLabels).map(LabelSets.init)
    let training = Training(
      options: TrainingOptions(
        loss: lossValue, learningRate: learningRate, dropout: dropout, batchSize: batchSize, epochs: epochs),
      data: PairedData(inputs: x.features, targets: y.features, labels: labels),
      order: BatchOrder(rows: rows, key: noShuffle ? nil : key.adding("order")), streams: key.adding("fit"))
    let (trained, losses) = training.run(network, path: kernels.path)
    try writeHistory(losses)
    if case .diverged(let epoch, let batch) = losses.outcome {
      throw CommandFailure(
        code: 3,
        message: "the fit diverged in epoch \(epoch), batch \(batch): a loss or weight was not finite; "
          + "no model was written (try a smaller --learning-rate)")
    }
    try ModelFile.write(trained, to: output)
    let steady = SteadyDecrease(losses.training)
    StandardError.line(
      "\(output): \(model.rawValue), training loss \(losses.training.last.map { "\(Float($0))" } ?? "-") after "
        + "\(losses.training.count) epochs; steadily decreasing: \(steady.holds ? "yes" : "no"), worst rise "
        + "\((steady.worstRise * 100).fixed(2)) %")
  }

  private var lossValue: Loss {
    switch loss {
    case .mse: .meanSquaredError
    case .cosine: .cosine(.sum)
    case .maxMargin: .maxMargin(.init(margin: margin))
    }
  }

  private func checkNumbers() throws {
    func check(_ name: String, _ value: Any, _ allowed: String, _ holds: Bool) throws {
      if !holds { throw CommandFailure.usage("--\(name) \(value): allowed are \(allowed)") }
    }
    try check("hidden-units", hiddenUnits, "1 to 65536", (1...65536).contains(hiddenUnits))
    try check("margin", margin, "numbers above 0", margin > 0 && margin.isFinite)
    try check("dropout", dropout, "numbers from 0 to below 1", dropout >= 0 && dropout < 1)
    try check("learning-rate", learningRate, "numbers above 0", learningRate > 0 && learningRate.isFinite)
    try check("epochs", epochs, "1 to 1000000", (1...1_000_000).contains(epochs))
    try check("batch-size", batchSize, "1 to 4096", (1...4096).contains(batchSize))
    try check("activation", activation.rawValue, "relu, sigmoid, tanh", activation != .linear)
  }

  private func writeHistory(_ losses: TrainingHistory) throws {
    guard let history else { return }
    let rows = losses.training.enumerated().map { ["\($0 + 1)", "\($1)"] }
    try CSVFile.write([Self.historyColumns.map(\.key)] + rows, to: history)
  }

  /// The columns of `--history`.
  static let historyColumns: [DocumentField] = [
    .integer("epoch", "The epoch, from 1."),
    .number("training_loss", "Mean loss of the training rows in that epoch; smaller is better."),
  ]
}

extension ModelFamily: ExpressibleByArgument {}
