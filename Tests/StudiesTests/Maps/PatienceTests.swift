import CrossModal
import StudyTestSupport
import Testing

@testable import Studies

@Suite struct PatienceTests {
  /// The held-out curves of all search fits of a study with these settings.
  private func curves(_ small: HandmadeStudy) throws -> [[Float]] {
    let ledger = try small.study.ledger()
    let runner = FitRunner(small.study, data: try MapData(small.study), path: .openblas)
    return try small.study.plan.searchFitIdentifiers.map { fit in
      let outcome = try #require(try runner.run(small.study.plan.unit(of: fit), ledger: ledger) { true })
      let result = try #require(outcome.result)
      #expect(outcome.state == .finished && result.epochs == result.training.losses.count)
      return result.heldOut.losses
    }
  }

  @Test func aFitStopsSoManyEpochsAfterItsBest() throws {
    // A large learning rate: the held-out loss goes up and down.
    let grid = "{learning-rate: [0.5], hidden-units: [4]}"
    let whole = try curves(HandmadeStudy(grid: grid, training: "{max-epochs: 40}"))
    let stopped = try curves(HandmadeStudy(grid: grid, training: "{max-epochs: 40, patience: 3}"))
    for (whole, stopped) in zip(whole, stopped) {
      // The same trajectory, cut where three epochs brought nothing better than the best before them.
      var (best, end) = (0, whole.count)
      for epoch in whole.indices {
        if whole[epoch] < whole[best] { best = epoch }
        if epoch - best == 3 {
          end = epoch + 1
          break
        }
      }
      #expect(stopped == Array(whole[..<end]))
    }
    #expect(stopped.contains { $0.count < 40 })
  }

  @Test func finalFitsTrainTheChosenEpochs() throws {
    let small = try HandmadeStudy(models: "[lin]", training: "{max-epochs: 40, patience: 1}")
    try small.search { _, _, fold in fold == 0 ? [9, 8, 7, 6, 5] : [3, 2.9] }
    let ledger = try small.study.ledger()
    // The fold that stopped after two epochs counts with 2.9 from then on.
    #expect(ledger.selection(cell: 0).best?.epoch == 5)
    #expect(abs((ledger.selection(cell: 0).best?.loss ?? 0) - 3.95) < 1e-6)
    let runner = FitRunner(small.study, data: try MapData(small.study), path: .openblas)
    let unit = small.study.plan.unit(of: .final(cell: 0, repetition: 1))
    let result = try #require(try runner.run(unit, ledger: ledger) { true }?.result)
    #expect(result.epochs == 5 && result.heldOut.losses.count == 5)
  }
}
