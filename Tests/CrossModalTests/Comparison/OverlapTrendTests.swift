import Testing

@testable import CrossModal

@Suite struct OverlapTrendTests {
  private static func trend(_ small: Double, _ whole: Double, error: Double?) -> OverlapTrend {
    func cell(_ items: Int, _ value: Double, _ error: Double?) -> OverlapSurface.Cell {
      .init(
        items: items, k: 10, share: nil, value: value, chance: 0.01, subsets: 1, spread: nil,
        errorOfDifference: error)
    }
    return OverlapTrend(small: cell(100, small, error), whole: cell(1000, whole, nil))
  }

  @Test(
    "three outcomes and what is undecided",
    arguments: [
      (0.2, 0.21, 0.004, OverlapTrend.Outcome.flat), (0.2, 0.19, 0.001, .flat), (0.2, 0.1, 0.01, .falls),
      (0.2, 0.3, 0.01, .rises), (0.2, 0.21, 0.02, .undecided), (0.2, 0.22, 0.004, .rises),
      (0.2, 0.178, 0.004, .falls),
    ])
  func outcomes(small: Double, whole: Double, error: Double, expected: OverlapTrend.Outcome) {
    #expect(Self.trend(small, whole, error: error).outcome == expected)
  }

  @Test("the change is a part of the small value; without a spread nothing is decided") func change() throws {
    let trend = Self.trend(0.2, 0.15, error: 0.01)
    #expect(abs(try #require(trend.change) + 0.25) < 1e-12)
    let interval = try #require(trend.interval)
    #expect(abs(interval.lowerBound + 0.25 + 1.959964 * 0.05) < 1e-12)
    #expect(abs(interval.upperBound + 0.25 - 1.959964 * 0.05) < 1e-12)
    #expect(Self.trend(0.2, 0.1, error: nil).outcome == .undecided)
    #expect(Self.trend(0, 0.1, error: 0.1).change == nil)
  }
}
