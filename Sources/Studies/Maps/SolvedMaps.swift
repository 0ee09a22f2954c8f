import CrossModal
import Dense

/// Fits of maps in closed form. The decomposition of a fold serves all its settings, which come one after the other.
final class SolvedMaps {
  private var known: (key: String, solver: ClosedFormSolver)?

  /// The map of a setting on the training rows of a part, with its losses on both parts as one epoch.
  ///
  /// A rank of the usual ones that is larger than the data allow counts as the largest possible.
  /// - Throws: ``StudyError/data(message:)`` where the rows allow no such map.
  func fit(
    _ cell: Cell, _ setting: Setting, _ part: FitPart, _ prepared: SteppedVectors.Prepared,
    _ training: Training<Float>, path: KernelPath,
    score: ((Matrix<Float>, PairedData<Float>) -> Double)?
  ) throws -> TrainedFit {
    let solution: ClosedFormMap
    do {
      let solver = try solver(cell, part, prepared.pairs, training.streams)
      let rank = setting.rank.map { Grid.usualRanks.contains($0) ? min($0, solver.largestRank) : $0 }
      solution = try solver.solve(penalty: setting.penalty ?? 0, rank: rank)
    } catch let error as ClosedFormError {
      throw StudyError.data(message: "\(cell.id), \(setting.name), \(part.name): \(error)")
    }
    let network = solution.map.network
    let ownStep = solution.targetStep.map { [$0] } ?? []
    let pairs = prepared.pairs
    let targets = ownStep.isEmpty ? pairs.targets : ownStep.applied(to: pairs.targets).view
    let data = PairedData(inputs: pairs.inputs, targets: targets, labels: pairs.labels, groups: pairs.groups)
    func measured(on rows: [Int32]) -> Training<Float> {
      Training(
        options: training.options, data: data, order: training.order, heldOutRows: rows,
        streams: training.streams)
    }
    let heldOut = measured(on: part.heldOut)
    var history = TrainingHistory()
    history.training = measured(on: part.training.trainingRows).heldOutLoss(of: network, path: path).map { [$0] } ?? []
    history.heldOut = heldOut.heldOutLoss(of: network, path: path).map { [$0] } ?? []
    if let score {
      history.scores = [score(network(data.inputs, rows: part.heldOut, path: path), data)]
    }
    let map = FittedMap(
      inputSteps: prepared.inputSteps, network: network, targetSteps: prepared.targetSteps + ownStep)
    return TrainedFit(
      history, map, heldOut, path: path,
      note: solution.notes.isEmpty ? nil : solution.notes.joined(separator: "; "))
  }

  private func solver(
    _ cell: Cell, _ part: FitPart, _ pairs: PairedData<Float>, _ streams: StreamKey
  ) throws -> ClosedFormSolver {
    let key = "\(cell.id)/\(part.name)"
    if let known, known.key == key { return known.solver }
    guard let family = ClosedFormFamily(rawValue: cell.model.rawValue) else {
      preconditionFailure("\(cell.model.rawValue) is trained, not solved")
    }
    known = nil
    let solver = try ClosedFormSolver(
      family, x: pairs.inputs, y: pairs.targets, rows: part.training.trainingRows, stream: streams)
    known = (key, solver)
    return solver
  }
}
