import CrossModal
import Dense
import StudyTestSupport
import Testing
import VectorFiles

@testable import Studies

/// Solved maps among the cells of a study, and what must not leak into a fit.
@Suite struct SolvedStudyTests {
  private static let models = "[lin, ridge, procrustes, cca, reduced-rank, mean, random]"
  private static let grid =
    "{learning-rate: [0.1], hidden-units: [4], penalty: [0.01, 1], rank: [1, 3]}"

  private func run(_ small: HandmadeStudy) throws -> MapLedger {
    try small.runAll()
    return try small.study.ledger()
  }

  @Test func everyFamilyHasResultsInOneStudy() throws {
    let small = try HandmadeStudy(models: Self.models, losses: "[cosine, mse]", grid: Self.grid)
    // Solved maps stand with mse alone, lin with both losses; each in two directions.
    let plan = small.study.plan
    #expect(plan.cells.map(\.cell.model).filter { $0 == .lin }.count == 4)
    for family in ModelFamily.allCases where !family.isTrained {
      #expect(plan.cells.filter { $0.cell.model == family }.map(\.cell.loss) == [.mse, .mse])
    }
    let ledger = try run(small)
    for (index, entry) in plan.cells.enumerated() {
      let final = try #require(ledger[.final(cell: index, repetition: 0)]?.result)
      let health = try #require(final.health)
      #expect(final.heldOut.losses.count == (entry.cell.model.isTrained ? final.epochs : 1))
      #expect(final.overlaps?.count == 4 && health.items == 20)
      #expect(health.isCollapsed == (entry.cell.model == .mean) || entry.cell.model.isTrained)
      if entry.cell.model == .mean { #expect(abs((health.floor ?? 0) - Double(final.heldOut.losses[0])) < 1e-6) }
      // What is fitted again for an export is what the journal tells.
      let runner = FitRunner(small.study, data: try MapData(small.study), path: .openblas)
      let task = try #require(FitTask(.final(cell: index, repetition: 0), ledger: ledger))
      let again = try #require(try runner.train(task) { true })
      #expect(again.agrees(with: final))
    }
  }

  @Test func ridgeOfAStudyIsTheRidgeOfTheLibrary() throws {
    let small = try HandmadeStudy(models: "[ridge]", grid: "{penalty: [0.5]}")
    let runner = FitRunner(small.study, data: try MapData(small.study), path: .openblas)
    let ledger = try small.study.ledger()
    let unit = small.study.plan.unit(of: .search(cell: 0, setting: 0, fold: 1))
    let result = try #require(try runner.run(unit, ledger: ledger) { true }?.result)
    let pairs = try MapData(small.study).pairs(of: small.study.plan.cells[0].cell)
    let folds = Folds(items: 40, count: 2, key: FitStreams(small.study.configuration).folds)
    let training = folds.training(1).map(Int.init)
    let heldOut = folds.heldOut[1].map(Int.init)
    let path = try RidgePath(
      x: Matrix(pairs.inputs, selecting: training), y: Matrix(pairs.targets, selecting: training))
    let mapped = try path.map(penalty: 0.5)(Matrix<Double>(Matrix(pairs.inputs, selecting: heldOut).converted()))
    let targets = Matrix(pairs.targets, selecting: heldOut)
    var sum = 0.0
    for row in heldOut.indices {
      for column in 0..<targets.columns {
        let difference = mapped[row, column] - Double(targets[row, column])
        sum += difference * difference
      }
    }
    let loss = sum / Double(heldOut.count * targets.columns)
    #expect(abs(Double(result.heldOut.losses[0]) - loss) < 1e-6 * loss)
  }

  @Test func scoresOfMaxMarginChooseAndItsLossesDoNot() throws {
    let small = try HandmadeStudy(
      models: "[lin]", losses: "[{max-margin: {margin: [0.1, 1]}}]", grid: "{learning-rate: [0.05]}")
    let ledger = try run(small)
    #expect(small.study.plan.cells[0].measure == .meanReciprocalRank)
    let selection = ledger.selection(cell: 0)
    let best = try #require(selection.best)
    #expect(selection.ranking.allSatisfy { $0.score != nil })
    #expect(best.score == selection.ranking.compactMap(\.score).max())
    let record = try #require(ledger[.search(cell: 0, setting: 0, fold: 0)]?.result)
    #expect(record.scores?.losses.count == record.heldOut.losses.count)
    // Of a final fit the epoch is the chosen one, and the loss that after it.
    let row = FitRow(
      .final(cell: 0, repetition: 0), try #require(ledger[.final(cell: 0, repetition: 0)]), in: ledger)
    #expect(row.best?.epoch == best.epoch && row.best?.loss == row.record.heldOut.losses.last)
  }

  /// All that a fit on fold 0 gives: its losses and the numbers of its map.
  private func fit(_ small: HandmadeStudy, cell: Int) throws -> (FittedMap, [Float]) {
    let runner = FitRunner(small.study, data: try MapData(small.study), path: .openblas)
    let ledger = try small.study.ledger()
    let unit = small.study.plan.unit(of: .search(cell: cell, setting: 0, fold: 0))
    let task = try #require(FitTask(small.study.plan.fit(of: unit), ledger: ledger))
    let trained = try #require(try runner.train(task) { true })
    return (trained.map, FitResult(trained.history, epochs: task.epochs).training.losses)
  }

  @Test(arguments: [
    "[center]", "[standardize]", "[unit-length, center]", "[standardize, {pca: 2}]", "[{whiten: 3}]",
  ])
  func rowsHeldOutChangeNoBitOfAStepOrAMap(steps: String) throws {
    let models = "[lin, ridge, procrustes, cca, reduced-rank, mean]"
    let grid = "{learning-rate: [0.1], penalty: [0.5], rank: [2]}"
    let before = try HandmadeStudy(models: models, grid: grid, steps: steps)
    let heldOut = Folds(items: 40, count: 2, key: FitStreams(before.study.configuration).folds).heldOut[0]
    let after = try HandmadeStudy(
      models: models, grid: grid, steps: steps, changedRows: Set(heldOut.map(Int.init)))
    for cell in before.study.plan.cells.indices {
      let (map, losses) = try fit(before, cell: cell)
      let (other, otherLosses) = try fit(after, cell: cell)
      #expect(losses == otherLosses)
      #expect(map.inputSteps.map { "\($0)" } == other.inputSteps.map { "\($0)" })
      for (layer, twin) in zip(map.network.layers, other.network.layers) {
        #expect(layer.bias == twin.bias && layer.weights == twin.weights)
      }
      let probe = Matrix<Float>(rows: 3, columns: map.inputs) { Float($0 + 1) / Float($1 + 2) }
      #expect(map(probe) == other(probe))
      let targets = Matrix<Float>(rows: 3, columns: map.targetInputs) { Float($0 + 1) / Float($1 + 2) }
      #expect(map.target(targets) == other.target(targets))
    }
    // The change is there: other rows give another map.
    let (map, _) = try fit(before, cell: 0)
    let others = try HandmadeStudy(models: models, grid: grid, steps: steps, changedRows: [0, 1, 2, 3, 4, 5, 6])
    let (changed, _) = try fit(others, cell: 0)
    #expect(map.network.layers[0].weights != changed.network.layers[0].weights)
  }
}
