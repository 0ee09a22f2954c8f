import Testing

@testable import Reports

@Suite struct OverlapDifferenceTests {
  @Test("standard errors over folds and runs by hand") func byHand() {
    // s² = 0.0002, B = 0.0001; folds: W = (0.03² + 0.01²) / 4 = 0.00025.
    let folds = OverlapDifference([0.11, 0.13], errors: [0.03, 0.01], samples: 2)
    #expect(abs(folds.mean - 0.12) < 1e-15 && abs(folds.standardError - 0.00025.squareRoot()) < 1e-12)
    // The spread counts where it is larger.
    let far = OverlapDifference([0.0, 0.2], errors: [0.03, 0.01], samples: 2)
    #expect(abs(far.standardError - 0.1) < 1e-12)
    // Runs share their items: W = 0.0005, and training is added.
    let runs = OverlapDifference([0.11, 0.13], errors: [0.03, 0.01], samples: 1)
    #expect(abs(runs.standardError - 0.0006.squareRoot()) < 1e-12)
  }

  @Test("Holm’s correction by hand") func holm() {
    func difference(_ mean: Double) -> OverlapDifference {
      OverlapDifference([mean], errors: [1], samples: 1)
    }
    // p = 0.0455, 0.0124, 0.0027, 0.3173: thresholds 0.0125, 0.0167, 0.025, 0.05 in order of p.
    let four = [2.0, -2.5, 3, 1].map(difference)
    #expect(ComparisonOutcome.all(four) == [.noDifference, .smaller, .larger, .noDifference])
    // Alone, 2 standard errors are enough.
    #expect(ComparisonOutcome.all([difference(2)]) == [.larger])
    // A small p behind one that fails its threshold does not count.
    #expect(
      ComparisonOutcome.all([2.2, 2.2, 2.2].map(difference)) == [.noDifference, .noDifference, .noDifference])
    #expect(ComparisonOutcome.all([]).isEmpty && difference(0).p == 1)
  }

  @Test("two models: errors as of independent items") func models() {
    let first = OverlapDifference([0.5], errors: [0.03], samples: 1)
    let second = OverlapDifference([0.4], errors: [0.04], samples: 1)
    let step = first.less(second)
    #expect(abs(step.mean - 0.1) < 1e-15 && abs(step.standardError - 0.05) < 1e-15)
  }
}
