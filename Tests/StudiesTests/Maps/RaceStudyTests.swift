import CrossModal
import Dense
import Foundation
import Settings
import StudyTestSupport
import Testing

@testable import Studies

/// Races that are really run, by one worker's queue and runner.
@Suite struct RaceStudyTests {
  private static let grid = "{learning-rate: [0.3, 0.03, 0.003, 0.0003, 0.00003], hidden-units: [4, 8]}"

  private func handmade(
    _ grid: String = grid, models: String = "[nn]",
    search: String? = "{kind: racing, first-epochs: 2, factor: 3}",
    training: String = "{max-epochs: 15}"
  ) throws -> HandmadeStudy {
    try HandmadeStudy(models: models, grid: grid, training: training, search: search)
  }

  /// Works until nothing is left. `interrupt` is called after each unit, with its place.
  private func run(
    _ small: HandmadeStudy, _ study: MapStudy? = nil, seed: UInt64? = nil, keeps: Bool = true,
    interrupt: (Int) throws -> Void = { _ in }
  ) throws -> MapLedger {
    let study = study ?? small.study
    let ledger = try study.ledger()
    let queue = WorkQueue(ledger)
    let runner = FitRunner(study, data: try MapData(study), path: .openblas)
    if keeps { runner.beginWork() }
    var stream = RandomStream(StreamKey(seed: seed ?? 0))
    var done = 0
    while true {
      try ledger.refresh()
      // Others may seem to hold what comes first: then the order is another.
      let work = queue.next { _ in seed == nil || stream.uniform() < 0.3 }
      guard let work = work ?? queue.next({ _ in true }) else { break }
      for unit in work.units where !ledger.has(unit) {
        guard let name = study.experiment.name(of: unit, in: ledger) else { continue }
        let outcome = try #require(try runner.run(unit, ledger: ledger) { true })
        try small.append(
          FitRecord(
            unit: name, state: outcome.state, reason: outcome.reason, result: outcome.result,
            kernels: study.manifest.kernels.description, attempt: 1, seconds: 1, host: "h", worker: "hand",
            started: "2025-01-02T03:04:05Z"))
        runner.recorded(unit, ledger: ledger)
        done += 1
        try interrupt(done)
      }
    }
    #expect(queue.isComplete)
    runner.endWork()
    return ledger
  }

  private func shown(_ ledger: MapLedger) -> [String: FitResult?] {
    var shown: [String: FitResult?] = [:]
    ledger.forEachRecord { _, record in shown[record.unit] = record.result }
    return shown
  }

  @Test func rungsAreTheFirstEpochsOfTheGridsFits() throws {
    let race = try handmade()
    let ledger = try run(race)
    #expect(race.study.plan.rungs(ofCell: 0) == [2, 6, 15])
    let grid = try handmade(search: nil)
    let whole = try run(grid)
    var later = 0
    for cell in race.study.plan.cells.indices {
      let progress = ledger.race(cell: cell)
      #expect(progress.rungs == 3 && progress.isComplete)
      // Some go on, and not all do.
      let counts = (0..<3).map { progress.settings(in: $0).count }
      #expect(counts[0] == 10 && counts[1] >= 3 && counts[1] < 10 && counts[2] >= 1 && counts[2] <= counts[1])
      for rung in 0..<3 {
        for setting in progress.settings(in: rung) {
          for fold in 0..<2 {
            let record = try #require(
              ledger[.inRung(cell: cell, setting: setting, fold: fold, rung: rung)])
            let full = try #require(whole[.search(cell: cell, setting: setting, fold: fold)])
            let epochs = [2, 6, 15][rung]
            guard full.state == .finished, record.state == .finished else { continue }
            #expect(record.heldOut.losses == Array(full.heldOut.losses.prefix(epochs)))
            #expect(record.training.losses == Array(full.training.losses.prefix(epochs)))
            #expect((rung == 2) == (record.unit == full.unit))
            later += rung
          }
        }
      }
      #expect(
        ledger.selection(cell: cell).best.map { progress.settings(in: 2).contains($0.setting) } == true)
      #expect(ledger.searchCount(cell: cell) == ledger.searchFits(cell: cell))
    }
    #expect(later > 10)
    // What stopped is no work that is left, and no weights stay.
    #expect(ledger.wantedCount == ledger.totals.count && ledger.hiddenCount == 0)
    #expect(ledger.wantedCount < race.study.experiment.unitCount)
    #expect(!FileManager.default.fileExists(atPath: race.study.directory.rungs))
    let progress = try ProgressMeter(ledger).update()
    #expect(progress.done == progress.total && progress.share == 1)
    // The rows say what was trained: the epochs of a setting on a fold add up to its last.
    let rows = (0..<race.study.experiment.unitCount).compactMap { unit in
      ledger.record(unit).map { FitRow(race.study.plan.fit(of: unit), $0, in: ledger) }
    }
    let sums = Dictionary(grouping: rows.filter { $0.fit.isSearch && $0.record.state == .finished }) {
      "\($0.entry.cell.id) \($0.place ?? -1) \($0.fit.fold)"
    }
    #expect(sums.values.allSatisfy { $0.reduce(0) { $0 + $1.ownEpochs } == $0.map(\.epochs).max() })
    #expect(Set(rows.map(\.rung)) == [1, 2, 3, nil])
  }

  @Test("another order, no kept weights, damaged and lost ones: the same results")
  func sameResults() throws {
    let expected = shown(try run(handmade()))
    for seed in 1...3 as ClosedRange<UInt64> {
      #expect(shown(try run(handmade(), seed: seed)) == expected)
    }
    #expect(shown(try run(handmade(), keeps: false)) == expected)
    let small = try handmade()
    var (lost, damaged) = (0, 0)
    let found = try run(small, seed: 9) { place in
      let folder = small.study.directory.rungs
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      where (name.utf8.reduce(0) { $0 + Int($1) } + place) % 7 == 0 {
        if place % 2 == 0 {
          try FileManager.default.removeItem(atPath: folder + "/" + name)
          lost += 1
        } else if var bytes = FileManager.default.contents(atPath: folder + "/" + name), bytes.count > 300 {
          bytes[bytes.count / 2] ^= 1
          try bytes.write(to: URL(fileURLWithPath: folder + "/" + name))
          damaged += 1
        }
      }
    }
    #expect(shown(found) == expected && lost > 0 && damaged > 0)
  }

  @Test func keptWeightsAreTakenUp() throws {
    // With the weights of a rung in its place, the fit starts behind it: its file is whole, its unit the rung's.
    let small = try handmade(models: "[lin]")
    let runner = FitRunner(small.study, data: try MapData(small.study), path: .openblas)
    runner.beginWork()
    for fit in small.study.plan.searchFitIdentifiers {
      let unit = small.study.plan.unit(of: fit)
      let outcome = try #require(try runner.run(unit, ledger: small.study.ledger()) { true })
      try small.write(fit, outcome)
    }
    let ledger = try small.study.ledger()
    let setting = try #require(ledger.race(cell: 0).settings(in: 1).first)
    let next = FitIdentifier.inRung(cell: 0, setting: setting, fold: 0, rung: 1)
    let files = RungFiles(small.study, kernels: small.study.manifest.kernels.description)
    #expect(files.state(before: next, ledger: ledger)?.epochs == 2)
    #expect(
      RungFiles(small.study, kernels: "others").state(before: next, ledger: ledger) == nil)
    var asked = 0
    let unit = small.study.plan.unit(of: next)
    _ = try runner.run(unit, ledger: ledger) {
      asked += 1
      return true
    }
    #expect(asked == 4)
    // What stopped goes with the first record of the next rung, and so does what that one began with.
    runner.recorded(unit, ledger: ledger)
    let stopped = try #require((0..<5).first { ledger.race(cell: 0).isStopped($0, before: 1) })
    let names = try FileManager.default.contentsOfDirectory(atPath: small.study.directory.rungs)
    let left = small.study.experiment.searchName(cell: 0, setting: setting, fold: 1, rung: 0)
    let gone = [
      small.study.experiment.searchName(cell: 0, setting: setting, fold: 0, rung: 0),
      small.study.experiment.searchName(cell: 0, setting: stopped, fold: 1, rung: 0),
    ]
    #expect(names.contains(ClaimName.file(left)) && !gone.contains { names.contains(ClaimName.file($0)) })
  }

  @Test func aWidenedRaceIsAFreshOne() throws {
    let narrow = "{learning-rate: [0.3, 0.003, 0.0003], hidden-units: [4]}"
    let small = try handmade(narrow)
    let before = shown(try run(small))
    let configuration = try StudyConfiguration.load(
      path: small.study.directory.configuration,
      overrides: ["grid.learning-rate=[0.3, 0.03, 0.003, 0.0003, 0.00003]", "grid.hidden-units=[4, 8]"],
      currentDirectory: small.directory)
    let study = try MapStudy(
      configuration, at: small.study.directory.path, kernels: small.study.manifest.kernels)
    let ledger = try run(small, study)
    let fresh = shown(try run(handmade()))
    #expect(shown(ledger) == fresh)
    // What the narrow race ran besides that is kept and not shown.
    #expect(ledger.hiddenCount == Set(before.keys).subtracting(fresh.keys).count)
  }

  @Test func resultsThatAreTakenBackAreDecidedAgain() throws {
    let small = try handmade()
    let expected = shown(try run(small))
    let names = [
      try #require(expected.keys.sorted().first { $0.contains(",epochs=2/") }),
      try #require(expected.keys.sorted().last { $0.contains(",epochs=6/") }),
    ]
    let ledger = try small.study.ledger()
    let queue = WorkQueue(ledger)
    #expect(queue.next { _ in true } == nil && queue.isComplete)
    _ = try StudyRetry(small.study).withdraw(names)
    try ledger.refresh()
    #expect(ledger.totals.count < expected.count)
    let runner = FitRunner(small.study, data: try MapData(small.study), path: .openblas)
    while let work = queue.next({ _ in true }) {
      for unit in work.units where !ledger.has(unit) {
        guard let name = small.study.experiment.name(of: unit, in: ledger) else { continue }
        #expect(names.contains(name))
        let outcome = try #require(try runner.run(unit, ledger: ledger) { true })
        var record = FitRecord(
          unit: name, state: outcome.state, reason: nil, result: outcome.result,
          kernels: small.study.manifest.kernels.description, attempt: ledger.nextAttempt(of: name),
          seconds: 1,
          host: "h", worker: "hand", started: "")
        record.started = "2025-01-02T03:04:05Z"
        try small.append(record)
      }
      try ledger.refresh()
    }
    #expect(queue.isComplete && shown(ledger) == expected)
  }

  @Test("patience ends fits inside rungs, solved maps run once")
  func patienceAndSolvedMaps() throws {
    let small = try handmade(
      "{learning-rate: [0.5, 0.05], hidden-units: [4], penalty: [1, 10]}", models: "[nn, ridge]",
      training: "{max-epochs: 15, patience: 2}")
    let ledger = try run(small)
    let grid = try handmade(
      "{learning-rate: [0.5, 0.05], hidden-units: [4], penalty: [1, 10]}", models: "[nn, ridge]", search: nil,
      training: "{max-epochs: 15, patience: 2}")
    let whole = try run(grid)
    for (cell, entry) in small.study.plan.cells.enumerated() {
      #expect((small.study.plan.race(ofCell: cell) == nil) == (entry.cell.model == .ridge))
      #expect(ledger.searchIsComplete(cell: cell))
      guard let best = ledger.selection(cell: cell).best else { continue }
      for fold in 0..<2 {
        let own = ledger.latest(cell: cell, setting: best.setting, fold: fold)
        #expect(own?.result == whole.latest(cell: cell, setting: best.setting, fold: fold)?.result)
      }
    }
    #expect(
      shown(ledger)
        == shown(
          try run(
            handmade(
              "{learning-rate: [0.5, 0.05], hidden-units: [4], penalty: [1, 10]}", models: "[nn, ridge]",
              training: "{max-epochs: 15, patience: 2}"), keeps: false)))
  }

  @Test("the rest of the grid says whether the race chose as it would have")
  func verification() throws {
    let small = try handmade()
    let ledger = try run(small)
    let grid = try handmade(search: nil)
    let whole = try run(grid)
    let check = try RaceVerification(small.study)
    #expect(check.sample(100) == Array(small.study.plan.cells.indices))
    #expect(check.sample(1).count == 1)
    var trained = 0
    for cell in check.sample(100) {
      let outcome = try check.check(cell: cell) { _ in trained += 1 }
      let (own, best) = (ledger.selection(cell: cell).best, whole.selection(cell: cell).best)
      let entry = small.study.plan.cells[cell]
      #expect(outcome.raceSetting == own.map { entry.settings[$0.setting].name })
      #expect(outcome.gridSetting == best.map { entry.settings[$0.setting].name })
      #expect(outcome.gridLoss == best?.loss && outcome.raceLoss == own?.loss && outcome.excess >= 0)
      #expect(outcome.same == (own?.setting == best?.setting))
      #expect(outcome.gridEpochs == 10 * 2 * 15 && outcome.raceEpochs < outcome.gridEpochs)
    }
    #expect(try trained > 0 && shown(small.study.ledger()) == shown(ledger))
  }

  @Test func aSettingThatDivergesStops() throws {
    let small = try handmade("{learning-rate: [1e30, 0.03, 0.003], hidden-units: [4]}")
    let ledger = try run(small)
    for cell in small.study.plan.cells.indices {
      let race = ledger.race(cell: cell)
      #expect(race.isComplete && race.rungs(of: 0) == 1)
      #expect(ledger[.search(cell: cell, setting: 0, fold: 0)]?.state == .diverged)
    }
    let all = try handmade("{learning-rate: [1e30], hidden-units: [4]}")
    let none = try run(all)
    #expect(none.race(cell: 0).isComplete && none.selection(cell: 0).best == nil)
    #expect(none.record(all.study.plan.unit(of: .final(cell: 0, repetition: 0)))?.state == .failed)
  }

  @Test func everyNameLeadsBackToItsFit() throws {
    let small = try handmade(models: "[lin, nn, ridge]")
    let (plan, experiment) = (small.study.plan, small.study.experiment)
    for cell in plan.cells.indices {
      for fit in plan.searchFits(ofCell: cell) + plan.rungFits(ofCell: cell) {
        let (setting, fold) =
          switch fit {
          case .search(_, let setting, let fold), .rung(_, let setting, let fold, _): (setting, fold)
          case .final: (0, 0)
          }
        let name = experiment.searchName(cell: cell, setting: setting, fold: fold, rung: fit.rung ?? 0)
        #expect(experiment.unit(named: name) == plan.unit(of: fit))
      }
    }
    let name = experiment.searchName(cell: 0, setting: 1, fold: 1, rung: 1)
    #expect(name.hasSuffix("/lin/lr=0.03,epochs=6/fold=1"))
    #expect(experiment.unit(named: name.replacing("epochs=6", with: "epochs=7")) == nil)
    #expect(experiment.unit(named: name.replacing("epochs=6", with: "epochs=15")) == nil)
  }

  @Test func thePlanSaysHowMuchAtMostAndAtLeast() throws {
    // Two cells of ten settings on two folds: rungs of 10, at least 3 and 1 settings; ridge runs once.
    let small = try handmade(
      "{learning-rate: [0.3, 0.03, 0.003, 0.0003, 0.00003], hidden-units: [4, 8], penalty: [1]}",
      models: "[nn, ridge]")
    let plan = small.study.plan
    #expect(plan.most == .init(fits: 2 * (2 * 30) + 2 * 2, epochs: 2 * 2 * 10 * 15))
    #expect(
      plan.least == .init(fits: 2 * 2 * 14 + 2 * 2, epochs: 2 * 2 * (10 * 2 + 3 * 4 + 1 * 9)))
    #expect(plan.text(withSettings: false).contains("a race in rungs of 2, 6, 15 epochs"))
    #expect(
      plan.json(withSettings: false).contains("\"mostEpochs\":")
        && plan.json(withSettings: false).contains("\"leastFits\":"))
    #expect(try !handmade(search: nil).study.plan.json(withSettings: false).contains("mostEpochs"))
  }

  @Test(arguments: ["{max-epochs: 2}", "{max-epochs: 1}"])
  func aRaceOfOneRungIsRefused(training: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try handmade(training: training) }
    #expect(error?.description.contains("a race with first-epochs 2 and max-epochs") == true)
    #expect(error?.description.contains("\n") == false)
  }
}
