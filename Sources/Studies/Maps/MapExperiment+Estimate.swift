import CrossModal
import Dense
import Foundation

extension MapExperiment {
  /// The configuration with encoders that learn for one epoch, whose time tells that of the others.
  package static func estimable(
    _ configuration: StudyConfiguration, in directory: StudyDirectory, kernels: KernelChoice
  ) throws -> (configuration: StudyConfiguration, making: MeasuredWork) {
    var (short, making) = (configuration, MeasuredWork())
    var epochs: [String: Int] = [:]
    func shorten(_ sets: inout [FeatureSet]) {
      for place in sets.indices {
        guard let encoder = sets[place].encoder, encoder.learns, encoder.recipe.epochs > 1 else { continue }
        let own = encoder.recipe.epochs
        epochs[sets[place].name] = own
        sets[place].encoder?.recipe.epochs = 1
      }
    }
    shorten(&short.dataset.image)
    shorten(&short.dataset.text)
    guard !epochs.isEmpty else { return (configuration, making) }
    var began = ContinuousClock.now
    _ = try MapImport(configuration: short, directory: directory, kernels: kernels) { event in
      switch event {
      case .begun: began = .now
      case .epoch(let set, _, _, _, _, _):
        let (seconds, count) = (began.duration(to: .now).seconds, epochs[set] ?? 1)
        making.seconds += seconds * Double(count)
        making.measured.append(
          "an epoch of the encoder of \(set) in \(WorkEstimate.time(seconds)), at most \(count) of them")
      case .note, .encoding, .done, .tied: break
      }
    }.inputs()
    return (short, making)
  }

  /// Trains the cheapest and the costliest setting of each kind of cell for a few epochs on a fold, and a final fit with
  /// its measures; other settings lie between the two by their multiply-adds. Settings are trained for all epochs, cells of
  /// the same dimensions, loss and family take the same time.
  package static func measure(
    _ study: MapStudy, _ runner: FitRunner, shouldContinue: @escaping () -> Bool
  ) throws -> MeasuredWork? {
    var sample = FitSample(study, runner, shouldContinue)
    return try sample.measured()
  }
}

/// Times fits of each kind of cell of a study of maps.
private struct FitSample {
  // What a fit of a kind of cell takes.
  private struct Times {
    /// By multiply-adds, ascending: all epochs of a search fit.
    var curve: [(cost: Double, seconds: Double)] = []
    /// The measures of a final fit.
    var measures = 0.0
    /// Bytes of a search record, and of a final one.
    var bytes = (search: 0.0, final: 0.0)
  }

  private static let leastSeconds = 0.1
  private let study: MapStudy
  private let runner: FitRunner
  private let shouldContinue: () -> Bool
  private let searchRows: Int
  private var known: [String: Times] = [:]
  private var fits = 0

  init(_ study: MapStudy, _ runner: FitRunner, _ shouldContinue: @escaping () -> Bool) {
    (self.study, self.runner, self.shouldContinue) = (study, runner, shouldContinue)
    let rows = study.content.trainingItems ?? study.content.items
    searchRows = rows - rows / study.plan.evaluation.folds
  }

  /// The whole plan's work; nil if it was stopped.
  mutating func measured() throws -> MeasuredWork? {
    var work = MeasuredWork()
    let plan = study.plan
    work.units = plan.numbers.count
    let rows = Double(study.content.trainingItems ?? study.content.items)
    // A final fit of a holdout learns from all training rows.
    let growth = plan.evaluation.kind == .holdout ? rows / Double(max(1, searchRows)) : 1
    for (place, entry) in plan.cells.enumerated() {
      guard let times = try times(place, entry) else { return nil }
      let folds = Double(plan.evaluation.foldCount)
      var (sum, largest) = (0.0, 0.0)
      for setting in entry.settings {
        let seconds = MeasuredWork.seconds(cost(setting, entry.cell), on: times.curve)
        (sum, largest) = (sum + seconds, max(largest, seconds))
      }
      let final = growth * sum / Double(max(1, entry.settings.count)) + times.measures
      work.seconds += sum * folds + final * Double(entry.finalFits)
      work.longest = max(work.longest, largest, final)
      work.recordBytes +=
        Double(entry.fits) * times.bytes.search + Double(entry.finalFits) * times.bytes.final
    }
    work.measured = ["\(fits) short fits of \(known.count) kinds of cells"]
    if study.configuration.search.kind != .grid {
      work.measured.append(
        "every setting counts with all its epochs, of which a search of kind "
          + "\(study.configuration.search.kind.rawValue) does only a part")
    }
    if study.configuration.training.patience != nil {
      work.measured.append("patience is not counted on: every fit for all its epochs")
    }
    return work
  }

  private func cost(_ setting: Setting, _ cell: Cell) -> Double {
    let features = study.content.features(of: cell)
    return study.plan.cost(
      of: setting, in: cell, inputs: features?.input.columns ?? 1, outputs: features?.target.columns ?? 1,
      rows: searchRows
    ).multiplyAdds
  }

  private mutating func times(_ place: Int, _ entry: StudyPlan.Entry) throws -> Times? {
    let features = study.content.features(of: entry.cell)
    let key =
      "\(features?.input.columns ?? 0) \(features?.target.columns ?? 0) \(entry.cell.loss) "
      + "\(entry.cell.model.rawValue) \(entry.measure)"
    if let times = known[key] { return times }
    // Of equal costs the smallest rate: it does not diverge.
    let order = entry.settings.indices.sorted {
      let (a, b) = (entry.settings[$0], entry.settings[$1])
      return (cost(a, entry.cell), a.learningRate ?? 0) < (cost(b, entry.cell), b.learningRate ?? 0)
    }
    guard let first = order.first, let most = order.last else { return Times() }
    let highest = cost(entry.settings[most], entry.cell)
    let last = order.first { cost(entry.settings[$0], entry.cell) == highest } ?? most
    var times = Times()
    for setting in first == last ? [first] : [first, last] {
      guard let seconds = try seconds(place, setting, entry, &times) else { return nil }
      times.curve.append((cost(entry.settings[setting], entry.cell), seconds))
    }
    // The same fit with its measures and without.
    let epochs = 1
    let plain = try run(
      FitTask(.search(cell: place, setting: first, fold: 0), setting: first, epochs: epochs))
    let final = try run(FitTask(.final(cell: place, repetition: 0), setting: first, epochs: epochs))
    guard let plain, let final else { return nil }
    times.measures = max(0, final.seconds - plain.seconds)
    times.bytes.final = times.bytes.search - Double(plain.bytes) + Double(final.bytes)
    known[key] = times
    return times
  }

  // A search fit for all epochs, from one epoch and some more.
  private mutating func seconds(
    _ place: Int, _ setting: Int, _ entry: StudyPlan.Entry, _ times: inout Times
  ) throws -> Double? {
    let all = study.plan.training.maxEpochs
    func task(_ epochs: Int) -> FitTask {
      FitTask(.search(cell: place, setting: setting, fold: 0), setting: setting, epochs: epochs)
    }
    guard entry.cell.model.isTrained else {
      // The first setting of a fold makes the decomposition that the others share.
      let decomposed = try run(task(1))
      guard let decomposed, let solved = try run(task(1)) else { return nil }
      times.bytes.search = Double(solved.bytes)
      let count = Double(max(1, entry.settings.count))
      return solved.seconds + max(0, decomposed.seconds - solved.seconds) / count
    }
    // The first fit of a fold reads its rows, orders and steps, which all settings share.
    guard try run(task(1)) != nil, let one = try run(task(1)) else { return nil }
    let more = min(all, max(3, 1 + Int(Self.leastSeconds / max(one.seconds, 1e-6))))
    guard more > 1, let several = try run(task(more)) else {
      times.bytes.search = Double(one.bytes)
      return one.seconds * Double(all)
    }
    let epoch = max(0, several.seconds - one.seconds) / Double(more - 1)
    times.bytes.search =
      Double(one.bytes) + Double(several.bytes - one.bytes) / Double(more - 1) * Double(all - 1)
    return one.seconds + epoch * Double(all - 1)
  }

  private mutating func run(_ task: FitTask) throws -> (seconds: Double, bytes: Int)? {
    let clock = ContinuousClock.now
    guard let outcome = try runner.run(task, shouldContinue: shouldContinue) else { return nil }
    fits += 1
    return (clock.duration(to: .now).seconds, try MeasuredWork.bytes(outcome))
  }
}
