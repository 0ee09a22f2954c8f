import Testing

@testable import CrossModal

@Suite struct TopSharesTests {
  @Test("the best two of six: one value of the first axis, two of three of the second") func byHand() throws {
    let grid = try FactorialGrid.spanned(by: [[0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2]]).grid
    // Divergences: 1/2 (1² + 1²) = 1 and 1/3 (0.5² + 0.5² + 1²) = 0.5.
    let shares = try #require(TopShares([1, 2, 9, 9, 9, 9], on: grid))
    #expect(shares.count == 2)
    #expect(abs(shares.axes[0] - 2.0 / 3) < 1e-15 && abs(shares.axes[1] - 1.0 / 3) < 1e-15)
  }

  @Test func equalsOfTheLastAreTakenIn() throws {
    let grid = try FactorialGrid.spanned(by: [[0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2]]).grid
    let shares = try #require(TopShares([1, 2, 2, 9, 9, 9], on: grid))
    #expect(shares.count == 3 && shares.axes == [1, 0])
    #expect(TopShares([1, 1, 1, 1, 1, 1], on: grid) == nil)
    #expect(TopShares([1, 2], on: try FactorialGrid.spanned(by: [[0, 1]]).grid) == nil)
  }

  @Test func golden() throws {
    for golden in try SelectionGolden.read().grids {
      let shares = TopShares(golden.values, on: try FactorialGrid.spanned(by: golden.places).grid)
      #expect((shares == nil) == (golden.top == nil))
      guard let shares, let top = golden.top else { continue }
      #expect(shares.count == golden.topCount && shares.axes.count == top.count)
      #expect(zip(shares.axes, top).allSatisfy { abs($0 - $1) < 1e-10 })
    }
  }
}
