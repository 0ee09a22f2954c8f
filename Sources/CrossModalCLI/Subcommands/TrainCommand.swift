import ArgumentParser
import CrossModal
import Dense
import ForeignFiles
import Foundation
import Messages
import Studies
import VectorFiles

/// One fit on whole files.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Fit one map from X to Y and write it.",
    discussion: """
      MODEL is .safetensors or .onnx with tensors W0, b0, W1, b1, …, W of shape (inputs, outputs), and the feature steps; \
      see docs/MODELS.md. --initial-weights reads the same names from an .npz.

      All rows are fitted, or those that --held-out does not name: then their loss is measured after every epoch, and with \
      --patience the map of the best epoch is kept.
      """)

  @Argument(help: "X, one item a row.", completion: .file()) var inputs: String
  @Argument(help: "Y, the same items in the same order.", completion: .file()) var targets: String
  @Option(name: .shortAndLong, help: "The .safetensors or .onnx file to write.", completion: .file())
  var output: String
  @OptionGroup var fit: FitOptions
  @Option(help: "Rows that are not fitted, from 1, such as 1473-1962 or 1-100,150-200.") var heldOut: String?
  @Option(help: "Seed of initial weights, order, dropout and negatives.") var seed: UInt64 = 1
  @Flag(help: "Visit the rows in the order of the file.") var noShuffle = false
  @Option(help: "An .npz with W0, b0, W1, b1, ….") var initialWeights: String?
  @Option(help: "A .csv for the losses of every epoch.") var history: String?
  @OptionGroup var alignment: AlignmentOptions
  @OptionGroup var kernels: KernelOptions
  @OptionGroup var console: ConsoleOptions

  func run() throws {
    try OutputPaths.check([output, history], inputs: [inputs, targets, initialWeights, alignment.words])
    guard let format = ModelFormat(path: output) else {
      throw CommandFailure.usage("--output \(output): models are written as .safetensors or .onnx")
    }
    if format == .onnx { try OutputPaths.checkNew(output) }
    let options = try fit.training()
    if fit.patience != nil, heldOut == nil {
      throw CommandFailure.usage("--patience: allowed with --held-out, whose loss it watches")
    }
    let steps = try fit.steps()
    let (x, y) = try alignment.read(inputs, targets)
    let rows = try parts(of: x.features.rows)
    let inputSteps = try steps.x.fitted(on: x.features, rows: rows.training)
    let targetSteps = try steps.y.fitted(on: y.features, rows: rows.training)
    let labels = (x.rowLabels ?? y.rowLabels).map(LabelSets.init)
    let key = StreamKey(seed: seed)
    let training = Training(
      options: options,
      data: PairedData(
        inputs: inputSteps.applied(to: x.features), targets: targetSteps.applied(to: y.features),
        labels: labels),
      order: BatchOrder(rows: rows.training, key: noShuffle ? nil : key.adding("order")),
      heldOutRows: rows.heldOut, streams: key.adding("fit"))
    var map: FittedMap
    if fit.model.isTrained {
      map = FittedMap(network: try trained(training, key))
    } else {
      if initialWeights != nil || history != nil {
        throw CommandFailure.usage(
          "--\(history == nil ? "initial-weights" : "history"): \(fit.model.rawValue) is solved at once, without epochs"
        )
      }
      map = try solved(training, key)
    }
    map.inputSteps = inputSteps
    map.targetSteps = targetSteps + map.targetSteps
    try ModelFile.write(map, metadata: metadata, to: output)
  }

  private func parts(of items: Int) throws -> (training: [Int32], heldOut: [Int32]) {
    guard let heldOut else { return ((0..<items).map(Int32.init), []) }
    guard let rows = RowRanges(heldOut)?.indices(rows: items), rows.count < items else {
      throw CommandFailure.usage(
        "--held-out \(heldOut): must be some of the rows 1 to \(items), not all of them, such as 1-100,150")
    }
    let chosen = Set(rows)
    return ((0..<items).filter { !chosen.contains($0) }.map(Int32.init), rows.sorted().map(Int32.init))
  }

  private var metadata: [String: String] {
    [
      "program": ProgramVersion.name, "seed": "\(seed)", "model": fit.model.rawValue,
      "command": CommandLine.arguments.dropFirst().joined(separator: " "),
    ]
  }

  private func trained(_ training: Training<Float>, _ key: StreamKey) throws -> Network<Float> {
    let (inputs, outputs) = (training.data.inputs.columns, training.data.targets.columns)
    let shape = NetworkShape(
      inputs: inputs, hidden: Array(repeating: fit.hiddenUnits, count: fit.model.hiddenLayers),
      outputs: outputs, activation: fit.model.hiddenLayers == 0 ? .linear : fit.activation)
    var weightStream = RandomStream(key.adding("weights"))
    let first =
      try initialWeights.map { try ModelFile.readWeights($0, shape: shape) }
      ?? Network<Float>(shape: shape, stream: &weightStream)
    var (network, losses) = fitted(training, first, epochs: training.options.epochs, patience: fit.patience)
    try writeHistory(losses)
    if case .diverged(let epoch, let batch) = losses.outcome {
      throw CommandFailure(
        code: 3,
        message: "the fit diverged in epoch \(epoch), batch \(batch): a loss or weight was not finite; "
          + "no model was written (try a smaller --learning-rate)")
    }
    if fit.patience != nil, let best = losses.bestEpoch, best < losses.training.count {
      // Training is deterministic: so many epochs lead to the map of that epoch.
      (network, losses) = fitted(training, first, epochs: best, patience: nil)
    }
    let steady = SteadyDecrease(losses.training)
    StandardError.line(
      "\(output): \(fit.model.rawValue), training loss \(losses.training.last.map { "\(Float($0))" } ?? "-") after "
        + "\(losses.training.count) epochs; steadily decreasing: \(steady.holds ? "yes" : "no"), worst rise "
        + "\((steady.worstRise * 100).fixed(2)) %")
    sayHeldOut(training, FittedMap(network: network))
    return network
  }

  private func fitted(
    _ training: Training<Float>, _ first: Network<Float>, epochs: Int, patience: Int?
  ) -> (Network<Float>, TrainingHistory) {
    var options = training.options
    (options.scheduledEpochs, options.epochs) = (options.epochs, epochs)
    let fit = Training(
      options: options, data: training.data, order: training.order, heldOutRows: training.heldOutRows,
      streams: training.streams)
    let line = PacedLine(delay: .seconds(1))
    defer { line.clear() }
    let result = fit.run(
      first, path: kernels.path,
      onEpoch: { epoch, history in
        line.show {
          let heldOut = history.heldOut.last.map { ", held-out loss \(Float($0))" } ?? ""
          return
            "epoch \(epoch) of \(epochs): training loss \(history.training.last.map { "\(Float($0))" } ?? "-")\(heldOut)"
        }
        return patience.map { epoch - (history.bestEpoch ?? epoch) < $0 } ?? true
      })
    return (result.network, result.history)
  }

  private func solved(_ training: Training<Float>, _ key: StreamKey) throws -> FittedMap {
    guard let family = ClosedFormFamily(rawValue: fit.model.rawValue) else {
      preconditionFailure("\(fit.model.rawValue) is trained, not solved")
    }
    let data = training.data
    let rows = training.order.trainingRows
    let solution: ClosedFormMap
    var said = ""
    do {
      if family == .ridge, fit.penaltyPerTarget || fit.penalty.count > 1 {
        let chosen = rows.map(Int.init)
        let path = try RidgePath(
          x: Matrix(data.inputs, selecting: chosen), y: Matrix(data.targets, selecting: chosen))
        let penalties = fit.penalty.isEmpty ? Grid.usualPenalties : fit.penalty
        if fit.penaltyPerTarget {
          let best = try path.bestPenalties(of: penalties)
          solution = ClosedFormMap(map: try path.map(penalties: best))
          said = ", penalties \(best.min() ?? 0) to \(best.max() ?? 0) by leave-one-out error"
        } else {
          let best = try path.bestPenalty(of: penalties)
          solution = ClosedFormMap(map: try path.map(penalty: best), notes: try path.notes(penalty: best))
          said = ", penalty \(best) by leave-one-out error"
        }
      } else {
        let solver = try ClosedFormSolver(
          family, x: data.inputs, y: data.targets, rows: rows, stream: key.adding("fit"))
        solution = try solver.solve(penalty: fit.penalty.first ?? 1, rank: fit.rank)
      }
    } catch let error as ClosedFormError {
      throw CommandFailure.data("\(inputs): \(fit.model.rawValue): \(error)")
    }
    for note in solution.notes { StandardError.note("\(fit.model.rawValue): \(note)") }
    let map = FittedMap(
      network: solution.map.network, targetSteps: solution.targetStep.map { [$0] } ?? [])
    let own = compared(training, map, rows: rows)
    let loss = own.heldOutLoss(of: map.network, path: kernels.path)
    StandardError.line(
      "\(output): \(fit.model.rawValue)\(said), training loss (mse) \(loss.map { "\(Float($0))" } ?? "-")")
    sayHeldOut(training, map)
    return map
  }

  // The training as if `rows` were held out, against targets in the space of the map's outputs.
  private func compared(_ training: Training<Float>, _ map: FittedMap, rows: [Int32]) -> Training<Float> {
    var options = training.options
    if !fit.model.isTrained { options.loss = .meanSquaredError }
    let data = training.data
    return Training(
      options: options,
      data: PairedData(
        inputs: data.inputs, targets: map.targetSteps.applied(to: data.targets), labels: data.labels),
      order: training.order, heldOutRows: rows, streams: training.streams)
  }

  private func sayHeldOut(_ training: Training<Float>, _ map: FittedMap) {
    guard !training.heldOutRows.isEmpty else { return }
    let measured = TrainedFit(
      TrainingHistory(), map, compared(training, map, rows: training.heldOutRows), path: kernels.path)
    let health = measured.health
    let loss = measured.heldOutLoss.map { "\(Float($0))" } ?? "-"
    var words = ["held-out loss \(loss)"]
    if let floor = health.floor { words.append("that of the mean of Y \(Float(floor))") }
    if let explained = health.explained { words.append("R² \(explained.fixed(3))") }
    if let hubness = health.hubness { words.append("hubness of f(X) \(hubness.fixed(1))") }
    if health.isCollapsed {
      words.append(
        "f(X) has collapsed: \(health.distinctOutputs) different rows for \(health.distinctInputs) inputs")
    }
    StandardError.line(
      "\(output): \(training.heldOutRows.count) rows held out: \(words.joined(separator: ", "))")
  }

  private func writeHistory(_ losses: TrainingHistory) throws {
    guard let history else { return }
    let hasHeldOut = !losses.heldOut.isEmpty
    let rows = losses.training.enumerated().map { epoch, loss in
      ["\(epoch + 1)", "\(loss)"] + (hasHeldOut ? ["\(losses.heldOut[epoch])"] : [])
    }
    let columns = Self.historyColumns.map(\.key).prefix(hasHeldOut ? 3 : 2)
    try CSVFile.write([Array(columns)] + rows, to: history)
  }

  /// The columns of `--history`.
  static let historyColumns: [DocumentField] = [
    .integer("epoch", "The epoch, from 1."),
    .number("training_loss", "Mean loss of the training rows in that epoch; smaller is better."),
    .number(
      "held_out_loss",
      "Loss of the rows held out after that epoch; without --held-out there is no such column.",
      isOptional: true),
  ]
}
