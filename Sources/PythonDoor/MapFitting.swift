import CCrossModal
import CrossModal
import Dense

/// Fits one map on whole arrays as `crossmodal train` does, or a fit of a study: the same streams, so the same bits.
struct MapFitting {
  private let request: FitRequest
  private let data: PairedData<Float>
  private let rows: [Int32]
  private let call: Call

  /// A fit of checked arrays.
  init(_ request: FitRequest, _ x: InputRows, _ y: InputRows, _ call: Call) throws {
    (self.request, self.call) = (request, call)
    data = PairedData(inputs: x.table.features, targets: y.table.features)
    let heldOut = Set(request.heldOut)
    rows = (0..<Int32(x.rows)).filter { !heldOut.contains($0) }
    let (n, p, q) = (Double(x.rows), Double(x.columns), Double(y.columns))
    let units = Double(request.hiddenUnits)
    let hidden = Double(request.model.hiddenLayers)
    let isSolved = !request.model.isTrained
    try Library.check(
      numbers: isSolved
        ? 3 * n * (p + q) + 4 * (min(n, p) * min(n, p) + min(n, q) * min(n, q) + p * q)
        : 3 * (hidden == 0 ? p * q : units * (p + q) + (hidden - 1) * units * units),
      for: "a map \(request.model.rawValue) of \(x.columns) to \(y.columns) dimensions")
  }

  /// The map, and what was found on the way.
  /// - Throws: ``DoorError``; ``ClosedFormError``, ``LinearAlgebraError``.
  func run() throws -> FoundMap {
    request.model.isTrained ? try trained() : try solved()
  }

  private func trained() throws -> FoundMap {
    let (model, options) = (request.model, request.training)
    let shape = NetworkShape(
      inputs: data.inputs.columns,
      hidden: Array(repeating: request.hiddenUnits, count: model.hiddenLayers),
      outputs: data.targets.columns, activation: model.hiddenLayers == 0 ? .linear : request.activation)
    var weights = RandomStream(request.streams.weights)
    let first = Network<Float>(shape: shape, stream: &weights)
    let order = BatchOrder(rows: rows, key: request.shuffles ? request.streams.order : nil)
    let training = Training(
      options: options, data: data, order: order, heldOutRows: request.heldOut, streams: request.streams.fit)
    let fit = PatientFit(training, from: first, patience: request.patience) { epoch, epochs, _ in
      call.hear(Double(epoch) / Double(epochs))
      return !call.isStopped
    }
    try call.check()
    if case .diverged(let epoch, let batch) = fit.kept.outcome {
      throw DoorError.value(
        "the fit diverged in epoch \(epoch), batch \(batch): a loss or weight was not finite (try a smaller learning_rate)"
      )
    }
    var stored = FoundMap(FittedMap(network: fit.network), model: model.rawValue)
    (stored.training, stored.heldOut) = (fit.history.training, fit.history.heldOut)
    stored.epochs = fit.kept.training.count
    return stored
  }

  private func solved() throws -> FoundMap {
    let model = request.model
    guard let family = ClosedFormFamily(rawValue: model.rawValue) else {
      throw DoorError.value("model \(model.rawValue): is trained, not solved")
    }
    if let rank = request.rank {
      let largest = min(data.inputs.columns, data.targets.columns)
      try require(rank <= largest, "rank \(rank): must be from 1 to \(largest), or 0 for the largest")
    }
    let found = try ChosenMap(
      family, x: data.inputs, y: data.targets, rows: rows, penalties: request.penalties,
      isPerTarget: request.hasPenaltyPerTarget, rank: request.rank, stream: request.streams.fit)
    let solution = found.solution
    let network = solution.map.network
    let isFinite = network.layers.allSatisfy {
      $0.weights.firstNotFinite == nil && $0.bias.allSatisfy(\.isFinite)
    }
    try require(
      isFinite, "the map has weights that float32 does not hold; divide the numbers by a power of ten")
    let steps = solution.targetStep.map { [$0] } ?? []
    var stored = FoundMap(FittedMap(network: network, targetSteps: steps), model: model.rawValue)
    (stored.penalties, stored.notes) = (found.penalties, solution.notes)
    return stored
  }
}
