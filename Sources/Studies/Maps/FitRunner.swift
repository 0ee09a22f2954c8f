import CrossModal
import Dense

/// Runs single fits of a study of maps.
///
/// One for each worker: it keeps what the settings of a fold share: the rows and their shuffled orders, vectors after their
/// feature steps, and the decomposition of a solved map.
package final class FitRunner: UnitRunner {
  private let study: MapStudy
  private let path: KernelPath
  private let parts: FitParts
  private let vectors: SteppedVectors
  private let solvedMaps = SolvedMaps()
  private let rungs: RungFiles
  // Whether states are kept between the rungs of a race, see beginWork.
  private var keepsRungs = false

  /// A runner for a study.
  package init(_ study: MapStudy, data: MapData, path: KernelPath) {
    (self.study, self.path) = (study, path)
    parts = FitParts(study)
    vectors = SteppedVectors(study, data)
    rungs = RungFiles(study, kernels: KernelChoice(path: path).description)
  }

  /// Trains a fit and measures it, if it is a final one.
  package func run(
    _ unit: Int, ledger: MapLedger, shouldContinue: () -> Bool
  ) throws -> UnitOutcome<FitResult>? {
    guard let task = FitTask(study.plan.fit(of: unit), ledger: ledger) else {
      return UnitOutcome(
        .failed, reason: "no setting of the cell finished on all folds, so none could be chosen")
    }
    // Before the last result of the study there is, so that nothing is left whenever a worker is killed.
    if keepsRungs, !task.fit.isSearch { rungs.clear(cell: task.fit.cell) }
    let state = keepsRungs ? rungs.state(before: task.fit, ledger: ledger) : nil
    return try run(task, from: state, shouldContinue: shouldContinue)
  }

  /// Trains a task, or goes on with one, and measures it, if it is of a final fit; nil if `shouldContinue` ended it early.
  func run(
    _ task: FitTask, from state: TrainingState<Float>? = nil, shouldContinue: () -> Bool
  ) throws -> UnitOutcome<FitResult>? {
    guard let trained = try train(task, from: state, shouldContinue: shouldContinue) else { return nil }
    let (history, note) = (trained.history, trained.note)
    guard history.outcome == .finished else {
      return UnitOutcome(.diverged, result: FitResult(history, epochs: task.epochs))
    }
    guard !task.fit.isSearch else {
      if keepsRungs, let state = trained.state { try rungs.keep(state, after: task.fit) }
      return UnitOutcome(.finished, result: FitResult(history, epochs: history.training.count, note: note))
    }
    let (x, y, mapped) = (trained.x, trained.y, trained.mapped)
    let measurement = OverlapMeasurement(
      x: x.view, y: y.view, mapped: mapped.view, groups: trained.groups)
    var result = FitResult(
      history, epochs: task.epochs, overlaps: measurement.records(study.configuration.measures),
      health: MapHealth(x: x, y: y, mapped: mapped, floor: trained.floor), note: note)
    let scores = MapScores(
      x: x.view, y: y.view, mapped: mapped.view, groups: trained.groups,
      labels: study.content.labels.map { labels in trained.rows.map { labels[$0] } })
    let measured = try scores.records(study.configuration.measures, seed: study.configuration.seed)
    result.measured = measured.isEmpty ? nil : measured
    return UnitOutcome(.finished, result: result)
  }

  /// Keeps weights between the rungs of a race from now on.
  package func beginWork() { keepsRungs = study.plan.race != nil }

  /// What a rung began with is of no use any more.
  package func recorded(_ unit: Int, ledger: MapLedger) {
    if keepsRungs { rungs.clear(behind: study.plan.fit(of: unit), ledger: ledger) }
  }

  /// Nothing kept is of use any more.
  package func endWork() { if keepsRungs { rungs.clearAll() } }

  /// Trains a fit without measuring it, from a state of it where there is one; nil if `shouldContinue` ended it early.
  package func train(
    _ task: FitTask, from state: TrainingState<Float>? = nil, shouldContinue: () -> Bool
  ) throws -> TrainedFit? {
    let entry = study.plan.cells[task.fit.cell]
    let (cell, setting) = (entry.cell, entry.settings[task.setting])
    let part = parts.part(of: task)
    let prepared = try vectors.prepared(cell, part)
    var best = (epoch: 0, loss: Double.infinity)
    for (place, loss) in (state?.history.heldOut ?? []).enumerated() where loss < best.loss {
      best = (place + 1, loss)
    }
    let patience = task.fit.isSearch ? study.configuration.training.patience : nil
    // A rung goes on with a fit that its patience has ended as it is.
    let isOver = state.map { state in patience.map { state.epochs - best.epoch >= $0 } ?? false } ?? false
    let training = Training(
      options: options(setting, epochs: isOver ? state?.epochs ?? 0 : task.epochs), data: prepared.pairs,
      order: part.training,
      heldOutRows: part.heldOut, streams: parts.streams(task, cell, setting))
    let score = task.fit.isSearch ? score(entry.measure, of: training) : nil
    guard cell.model.isTrained else {
      return try solvedMaps.fit(cell, setting, part, prepared, training, path: path, score: score)
    }
    let shape = NetworkShape(
      family: cell.model, setting: setting, inputs: training.data.inputs.columns,
      outputs: training.data.targets.columns)
    var weightStream = RandomStream(training.streams.adding("weights"))
    let network = Network<Float>(shape: shape, stream: &weightStream)
    var stopped = false
    let (trained, end) = training.run(
      network, from: state, keepsLayers: keepsRungs && task.fit.isSearch, path: path,
      onEpoch: { epoch, history in
        stopped = !shouldContinue()
        if let loss = history.heldOut.last, loss < best.loss { best = (epoch, loss) }
        return !stopped && patience.map { epoch - best.epoch < $0 } ?? true
      }, score: score.map { score in { score($0, training.data) } })
    if stopped || Interruption.isRequested { return nil }
    let map = FittedMap(
      inputSteps: prepared.inputSteps, network: trained, targetSteps: prepared.targetSteps)
    var fit = TrainedFit(end.history, map, training, path: path)
    fit.state = end.layers.isEmpty ? nil : end
    return fit
  }

  private func options(_ setting: Setting, epochs: Int) -> TrainingOptions {
    let training = study.configuration.training
    var options = TrainingOptions(
      loss: setting.loss, optimizer: training.optimizer, learningRate: setting.learningRate ?? 0,
      dropout: setting.dropout, batchSize: setting.batchSize ?? training.batchSize, epochs: epochs)
    // Settings of different batch sizes are compared by losses of one.
    options.evaluationBatchSize = training.batchSize
    options.weightDecay = setting.weightDecay
    options.structureWeight = setting.structureWeight
    options.schedule = training.rateSchedule
    // A final fit ends early, on the way that its search fits went.
    options.scheduledEpochs = training.maxEpochs
    return options
  }

  // What settings are compared by, of f(x) of the held-out rows and the data; nil for the loss.
  private func score(
    _ measure: SelectionMeasure, of training: Training<Float>
  ) -> ((Matrix<Float>, PairedData<Float>) -> Double)? {
    let measures = study.configuration.measures
    let rows = training.heldOutRows.map(Int.init)
    let groups = training.data.groups.map { groups in rows.map { groups[$0] } }
    func targets(_ data: PairedData<Float>) -> Matrix<Float> { Matrix(data.targets, selecting: rows) }
    // Made once: the targets of a fit are the same in every epoch.
    var known: RetrievalTargets?
    func ranks(_ mapped: Matrix<Float>, _ data: PairedData<Float>) -> RetrievalRanks {
      let made = known ?? RetrievalTargets(targets(data), groups: groups)
      known = made
      return made.ranks(of: mapped)
    }
    switch measure {
    case .loss: return nil
    case .meanReciprocalRank: return { ranks($0, $1).meanReciprocalRank }
    case .recallAtOne: return { ranks($0, $1).recall(at: 1) }
    case .overlap:
      return { mapped, data in
        let y = targets(data)
        return OverlapMeasurement.targetOverlap(y.view, mapped.view, measures, groups: groups)
      }
    }
  }
}
