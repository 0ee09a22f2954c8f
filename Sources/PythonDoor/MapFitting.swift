import CCrossModal
import CrossModal
import Dense

/// Fits one map on whole arrays as `crossmodal train` does: the same streams, so the same bits.
struct MapFitting {
  private let request: FitRequest
  private let data: PairedData<Float>
  private let rows: [Int32]
  private let call: Call
  private var key: StreamKey { StreamKey(seed: request.seed) }

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
    var weights = RandomStream(key.adding("weights"))
    let first = Network<Float>(shape: shape, stream: &weights)
    let order = BatchOrder(rows: rows, key: request.shuffles ? key.adding("order") : nil)
    var (network, history) = try fitted(first, order, epochs: options.epochs, patience: request.patience)
    let losses = history
    if request.patience != nil, let best = history.bestEpoch, best < history.training.count {
      // Training is deterministic: so many epochs lead to the map of that epoch.
      (network, history) = try fitted(first, order, epochs: best, patience: nil)
    }
    var stored = FoundMap(FittedMap(network: network), model: model.rawValue)
    (stored.training, stored.heldOut) = (losses.training, losses.heldOut)
    stored.epochs = history.training.count
    return stored
  }

  private func fitted(_ first: Network<Float>, _ order: BatchOrder, epochs: Int, patience: Int?) throws -> (
    Network<Float>, TrainingHistory
  ) {
    var options = request.training
    (options.scheduledEpochs, options.epochs) = (options.epochs, epochs)
    let training = Training(
      options: options, data: data, order: order, heldOutRows: request.heldOut, streams: key.adding("fit"))
    let (network, history) = training.run(first) { epoch, history in
      call.hear(Double(epoch) / Double(epochs))
      if call.isStopped { return false }
      return patience.map { epoch - (history.bestEpoch ?? epoch) < $0 } ?? true
    }
    try call.check()
    if case .diverged(let epoch, let batch) = history.outcome {
      throw DoorError.value(
        "the fit diverged in epoch \(epoch), batch \(batch): a loss or weight was not finite (try a smaller learning_rate)"
      )
    }
    return (network, history)
  }

  private func solved() throws -> FoundMap {
    let (model, penalties) = (request.model, request.penalties)
    guard let family = ClosedFormFamily(rawValue: model.rawValue) else {
      throw DoorError.value("model \(model.rawValue): is trained, not solved")
    }
    if let rank = request.rank {
      let largest = min(data.inputs.columns, data.targets.columns)
      try require(rank <= largest, "rank \(rank): must be from 1 to \(largest), or 0 for the largest")
    }
    var chosen = penalties
    let solution: ClosedFormMap
    if family == .ridge, request.hasPenaltyPerTarget || penalties.count > 1 {
      let places = rows.map(Int.init)
      let path = try RidgePath(
        x: Matrix(data.inputs, selecting: places), y: Matrix(data.targets, selecting: places))
      let candidates = penalties.isEmpty ? Grid.usualPenalties : penalties
      if request.hasPenaltyPerTarget {
        chosen = try path.bestPenalties(of: candidates)
        solution = ClosedFormMap(map: try path.map(penalties: chosen))
      } else {
        let best = try path.bestPenalty(of: candidates)
        chosen = [best]
        solution = ClosedFormMap(map: try path.map(penalty: best), notes: try path.notes(penalty: best))
      }
    } else {
      let solver = try ClosedFormSolver(
        family, x: data.inputs, y: data.targets, rows: rows, stream: key.adding("fit"))
      chosen = family.usesPenalty ? [penalties.first ?? 1] : []
      solution = try solver.solve(penalty: penalties.first ?? 1, rank: request.rank)
    }
    let network = solution.map.network
    let isFinite = network.layers.allSatisfy {
      $0.weights.firstNotFinite == nil && $0.bias.allSatisfy(\.isFinite)
    }
    try require(
      isFinite, "the map has weights that float32 does not hold; divide the numbers by a power of ten")
    let steps = solution.targetStep.map { [$0] } ?? []
    var stored = FoundMap(FittedMap(network: network, targetSteps: steps), model: model.rawValue)
    (stored.penalties, stored.notes) = (chosen, solution.notes)
    return stored
  }
}
