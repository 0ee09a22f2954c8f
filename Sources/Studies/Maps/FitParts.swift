import CrossModal
import Dense

/// The rows that a fit is trained on and those that are held out.
struct FitPart {
  /// The fold, or the run of a holdout's final fit, as `fold=2`.
  let name: String
  /// Rows that are trained on, in the orders of their epochs.
  let training: BatchOrder
  /// Rows that are held out.
  let heldOut: [Int32]
}

/// The parts of a study's fits, and their random streams. All settings of a fold share one order.
final class FitParts {
  private let study: MapStudy
  private let streams: FitStreams
  private let folds: RepeatedFolds
  private var known: [String: FitPart] = [:]

  init(_ study: MapStudy) {
    self.study = study
    streams = FitStreams(study.configuration)
    folds = study.content.folds(study.plan.evaluation, key: streams.folds)
  }

  /// The rows of a fit.
  func part(of task: FitTask) -> FitPart {
    let run = run(of: task)
    let name = run.map { "run=\($0)" } ?? "fold=\(task.fit.fold)"
    if let part = known[name] { return part }
    let part = run.map { wholePart(name, run: $0) } ?? foldPart(name, task.fit.fold)
    known[name] = part
    return part
  }

  /// The streams of a fit.
  func streams(_ task: FitTask, _ cell: Cell, _ setting: Setting) -> StreamKey {
    streams.fit(
      cell: cell.id, setting: setting.text, run(of: task).map { .run($0) } ?? .fold(task.fit.fold))
  }

  // The run of a fit on all training rows, as a holdout's final fits are; nil for fits on folds.
  private func run(of task: FitTask) -> Int? {
    if task.usesAllRows { return 0 }
    guard case .final(_, let run) = task.fit, study.plan.evaluation.kind == .holdout else { return nil }
    return run
  }

  private func foldPart(_ name: String, _ fold: Int) -> FitPart {
    FitPart(
      name: name, training: BatchOrder(rows: folds.training(fold), key: streams.order(.fold(fold))),
      heldOut: folds.heldOut(fold))
  }

  private func wholePart(_ name: String, run: Int) -> FitPart {
    let items = study.content.items
    let trainingItems = study.content.trainingItems ?? items
    return FitPart(
      name: name,
      training: BatchOrder(rows: (0..<trainingItems).map(Int32.init), key: streams.order(.run(run))),
      heldOut: (trainingItems..<items).map(Int32.init))
  }
}
