import CrossModal
import Dense

/// What a race would have missed: in a sample of cells all that it stopped is trained to the end, as the full grid would, and
/// the two choices are compared. Nothing of it is kept.
package struct RaceVerification {
  /// What came of one cell.
  package struct Outcome: Codable, Equatable, Sendable {
    /// The cell's name.
    package var cell: String
    /// The setting that the race chose.
    package var raceSetting: String
    /// Its number of epochs.
    package var raceEpoch: Int
    /// Its held-out loss there, mean over the folds.
    package var raceLoss: Double
    /// The setting that the full grid chooses.
    package var gridSetting: String
    /// Its number of epochs.
    package var gridEpoch: Int
    /// Its held-out loss there.
    package var gridLoss: Double
    /// Whether the two are one setting.
    package var same: Bool
    /// By how much the loss of the race's choice is larger, relative: 0.005 is 0.5 %.
    package var excess: Double
    /// Epochs that the race trained.
    package var raceEpochs: Int
    /// Epochs that the full grid trains.
    package var gridEpochs: Int

    /// Share of the grid's epochs that the race trained.
    package var share: Double { gridEpochs > 0 ? Double(raceEpochs) / Double(gridEpochs) : 1 }
  }

  private let study: MapStudy
  private let ledger: MapLedger
  private let runner: FitRunner

  /// Opens everything.
  /// - Throws: ``StudyError``: other kernels than the study's, damaged files.
  package init(_ study: MapStudy) throws {
    self.study = study
    let kernels = KernelChoice(path: study.manifest.kernels.kernelPath)
    try study.check(kernels)
    runner = try MapExperiment.runner(study, path: kernels.kernelPath)
    ledger = try study.ledger(allowsMixedKernels: true)
  }

  /// The cells whose race is complete and has chosen, keyed by the seed, so that two checks take the same sample.
  package func sample(_ count: Int) -> [Int] {
    let known = study.plan.cells.indices.filter { cell in
      study.plan.race(ofCell: cell) != nil && ledger.searchIsComplete(cell: cell)
        && ledger.selection(cell: cell).best != nil
    }
    var stream = RandomStream(StreamKey(seed: study.configuration.seed).adding("race verification"))
    return stream.permutation(known.count).prefix(count).map { known[$0] }.sorted()
  }

  /// Trains the rest of a cell's grid and compares; the cell must be one of ``sample(_:)``. Cost: all epochs of its fits that
  /// did not reach the last rung.
  /// - Parameter onFit: told the name of the setting and fold before each fit.
  package func check(cell: Int, onFit: (String) -> Void) throws -> Outcome {
    let (entry, plan) = (study.plan.cells[cell], study.plan)
    let (folds, last) = (plan.evaluation.foldCount, plan.rungs(ofCell: cell).count - 1)
    let race = ledger.race(cell: cell)
    var (heldOut, scores): ([[[Double]?]], [[[Double]?]]) = ([], [])
    var (raceEpochs, gridEpochs) = (0, 0)
    for setting in entry.settings.indices {
      var (curves, scored): ([[Double]?], [[Double]?]) = ([], [])
      for fold in 0..<folds {
        let known = ledger.latest(cell: cell, setting: setting, fold: fold)
        raceEpochs += known?.training.losses.count ?? 0
        var result = race.rungs(of: setting) > last ? known?.result : nil
        var isFinished = known?.state == .finished
        if result == nil {
          onFit("\(entry.cell.id)/\(entry.settings[setting].name)/fold=\(fold)")
          let task = FitTask(
            .search(cell: cell, setting: setting, fold: fold), setting: setting,
            epochs: plan.training.maxEpochs)
          let history = try runner.train(task) { true }?.history ?? TrainingHistory()
          result = FitResult(history, epochs: task.epochs)
          isFinished = history.outcome == .finished
        }
        gridEpochs += result?.training.losses.count ?? 0
        curves.append(isFinished ? result?.heldOut.values : nil)
        scored.append(isFinished ? result?.scores?.values : nil)
      }
      heldOut.append(curves)
      scores.append(scored)
    }
    let whole = SettingSelection(curves: heldOut, scores: entry.measure == .loss ? nil : scores)
    guard let own = ledger.selection(cell: cell).best, let best = whole.best else {
      throw StudyError.damaged(
        place: study.directory.journals, message: "the race of \(entry.cell.id) chose nothing")
    }
    return Outcome(
      cell: entry.cell.id, raceSetting: entry.settings[own.setting].name, raceEpoch: own.epoch,
      raceLoss: own.loss, gridSetting: entry.settings[best.setting].name, gridEpoch: best.epoch,
      gridLoss: best.loss, same: own.setting == best.setting,
      excess: best.loss != 0 ? (own.loss - best.loss) / abs(best.loss) : 0, raceEpochs: raceEpochs,
      gridEpochs: gridEpochs)
  }
}
