import StudyTestSupport
import Testing

@testable import Studies

/// A fit's bits do not depend on the fits that ran before it in the same worker.
@Suite struct FitOrderTests {
  @Test func shuffledFitsGiveTheSameBits() throws {
    let small = try HandmadeStudy(losses: "[mse, cosine, {max-margin: {margin: 0.5}}]")
    let data = try MapData(small.study)
    let ledger = try small.study.ledger()
    let fits = Array(small.study.plan.searchFitIdentifiers)
    func curves(_ fits: [FitIdentifier]) throws -> [FitIdentifier: [Double]] {
      let runner = FitRunner(small.study, data: data, path: .openblas)
      var curves: [FitIdentifier: [Double]] = [:]
      for fit in fits {
        let unit = small.study.plan.unit(of: fit)
        let outcome = try #require(try runner.run(unit, ledger: ledger) { true })
        #expect(outcome.state == .finished)
        curves[fit] = outcome.result.map { $0.training.values + $0.heldOut.values }
      }
      return curves
    }
    let expected = try curves(fits)
    var generator = Numbers(state: 9)
    for _ in 0..<3 { #expect(try curves(fits.shuffled(using: &generator)) == expected) }
    for fit in fits.prefix(10) { #expect(try curves([fit])[fit] == expected[fit]) }
  }
}
