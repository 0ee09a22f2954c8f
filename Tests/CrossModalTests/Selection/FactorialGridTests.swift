import Testing

@testable import CrossModal

@Suite struct FactorialGridTests {
  @Test func axesOfOneValueAreLeftOut() throws {
    let (grid, kept) = try FactorialGrid.spanned(by: [
      ["a", "a", "b", "b"], ["x", "x", "x", "x"], ["1", "2", "2", "1"],
    ])
    #expect(kept == [0, 2] && grid.levels == [2, 2] && grid.settings == 4)
    #expect(grid.places == [[0, 0, 1, 1], [0, 1, 1, 0]])
  }

  @Test func whatIsNoFullGridIsRefused() {
    #expect(throws: FactorialGrid.Obstacle.oneSetting) { try FactorialGrid.spanned(by: [["a"], ["b"]]) }
    #expect(throws: FactorialGrid.Obstacle.oneSetting) { try FactorialGrid.spanned(by: [[Int]]()) }
    #expect(throws: FactorialGrid.Obstacle.oneSetting) { try FactorialGrid.spanned(by: [[1, 1], [2, 2]]) }
    // One combination is missing; one occurs twice in the place of another.
    #expect(throws: FactorialGrid.Obstacle.incomplete) {
      try FactorialGrid.spanned(by: [[1, 1, 2], [1, 2, 1]])
    }
    #expect(throws: FactorialGrid.Obstacle.incomplete) {
      try FactorialGrid.spanned(by: [[1, 1, 2, 2], [1, 2, 1, 1]])
    }
  }
}
