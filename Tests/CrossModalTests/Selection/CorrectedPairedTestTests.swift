import Foundation
import Testing

@testable import CrossModal

@Suite struct CorrectedPairedTestTests {
  @Test("two folds: mean 2, variance 2, error √((1/2 + 1) 2)") func byHand() throws {
    let test = try #require(CorrectedPairedTest([1, 3], heldOutToTraining: 1))
    #expect(test.difference == 2 && abs(test.t - 2 / 3.0.squareRoot()) < 1e-15)
    // One degree of freedom.
    #expect(abs(test.p - (1 - 2 / Double.pi * atan(test.t))) < 1e-12)
  }

  @Test func equalDifferencesAreCertain() throws {
    let none = try #require(CorrectedPairedTest([0, 0, 0], heldOutToTraining: 0.5))
    #expect(none.t == 0 && none.p == 1)
    let same = try #require(CorrectedPairedTest([0.5, 0.5, 0.5], heldOutToTraining: 0.5))
    #expect(same.t == .infinity && same.p == 0)
    #expect(CorrectedPairedTest([1], heldOutToTraining: 1) == nil)
    #expect(CorrectedPairedTest([1, .infinity], heldOutToTraining: 1) == nil)
  }

  @Test func golden() throws {
    let tests = try SelectionGolden.read().tests
    #expect(tests.count == 200)
    for golden in tests {
      let test = try #require(CorrectedPairedTest(golden.differences, heldOutToTraining: golden.ratio))
      #expect(abs(test.t - golden.t) < 1e-10 * max(1, abs(golden.t)))
      #expect(abs(test.p - golden.p) < 1e-10)
    }
  }
}
