import StudyTestSupport
import Testing

@testable import Studies

/// A fit's bits do not depend on the fits that ran before it in the same worker.
@Suite struct FitOrderTests {
  @Test func shuffledFitsGiveTheSameBits() throws {
    let small = try HandmadeStudy(losses: "[mse, cosine, {max-margin: {margin: 0.5}}]")
    let data = try StudyData(small.study)
    let ledger = try small.study.ledger()
    let fits = Array(small.study.plan.searchFitIdentifiers)
    func curves(_ fits: [FitIdentifier]) throws -> [FitIdentifier: [Double]] {
      let runner = FitRunner(small.study, data: data, path: .openblas)
      var curves: [FitIdentifier: [Double]] = [:]
      for fit in fits {
        let task = try #require(FitTask(fit, study: small.study, ledger: ledger))
        let history = try #require(try runner.run(task) { true }).history
        #expect(history.outcome == .finished)
        curves[fit] = history.training + history.heldOut
      }
      return curves
    }
    let expected = try curves(fits)
    var generator = Numbers(state: 9)
    for _ in 0..<3 { #expect(try curves(fits.shuffled(using: &generator)) == expected) }
    for fit in fits.prefix(10) { #expect(try curves([fit])[fit] == expected[fit]) }
  }
}
