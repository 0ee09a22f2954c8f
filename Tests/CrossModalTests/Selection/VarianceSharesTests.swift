import Foundation
import Testing

@testable import CrossModal

@Suite struct VarianceSharesTests {
  /// A grid whose last axis is fastest.
  private func grid(_ levels: [Int]) throws -> FactorialGrid {
    let settings = levels.reduce(1, *)
    return try FactorialGrid.spanned(
      by: levels.indices.map { axis in
        let inner = levels[(axis + 1)...].reduce(1, *)
        return (0..<settings).map { $0 / inner % levels[axis] }
      }
    ).grid
  }

  @Test("two axes that add: row means 2 and 4, column means 2, 3 and 4, total 10") func byHand() throws {
    let shares = try #require(VarianceShares([1, 2, 3, 3, 4, 5], on: grid([2, 3])))
    #expect(abs(shares.axes[0] - 0.6) < 1e-15 && abs(shares.axes[1] - 0.4) < 1e-15)
    #expect(shares.interactions.map(\.first) == [0] && shares.interactions.map(\.second) == [1])
    #expect(abs(shares.interactions[0].share) < 1e-15 && shares.higher == 0)
  }

  @Test("a pattern that no axis alone shows is all interaction") func onlyTogether() throws {
    let shares = try #require(VarianceShares([1, 0, 0, 1], on: grid([2, 2])))
    #expect(shares.axes == [0, 0] && shares.interactions[0].share == 1)
    // Of three axes: the parity of all is nobody's alone, nor of two.
    let parity = try #require(VarianceShares([0, 1, 1, 0, 1, 0, 0, 1], on: grid([2, 2, 2])))
    #expect(parity.axes == [0, 0, 0] && parity.interactions.map(\.share) == [0, 0, 0])
    #expect(parity.higher == 1)
  }

  @Test func aPlantedEffectIsFound() throws {
    var random = SystemRandomNumberGenerator()
    let grid = try grid([3, 5, 4])
    let values = (0..<60).map { setting in
      [0, 10, 3][grid.places[0][setting]] + Double.random(in: 0...0.1, using: &random)
    }
    let shares = try #require(VarianceShares(values, on: grid))
    #expect(shares.axes[0] > 0.99 && shares.axes[1] < 0.01 && shares.axes[2] < 0.01)
  }

  @Test func sharesSumToOneAndKnowNoUnit() throws {
    var random = SystemRandomNumberGenerator()
    for levels in [[2], [7], [2, 3], [4, 4, 2], [2, 3, 2, 4]] {
      let grid = try grid(levels)
      let values = (0..<grid.settings).map { _ in Double.random(in: -1...1, using: &random) }
      let shares = try #require(VarianceShares(values, on: grid))
      let sum = shares.axes.reduce(0, +) + shares.interactions.reduce(0) { $0 + $1.share } + shares.higher
      #expect(abs(sum - 1) < 1e-12)
      #expect((shares.axes + shares.interactions.map(\.share) + [shares.higher]).allSatisfy { $0 >= 0 })
      let scaled = try #require(VarianceShares(values.map { 100 - 3 * $0 }, on: grid))
      #expect(zip(shares.axes, scaled.axes).allSatisfy { abs($0 - $1) < 1e-12 })
    }
  }

  @Test("three axes together by inclusion and exclusion of means") func naiveTwin() throws {
    var random = SystemRandomNumberGenerator()
    let grid = try grid([3, 2, 4])
    let values = (0..<24).map { _ in Double.random(in: 0...1, using: &random) }
    func mean(_ setting: Int, fixing axes: [Int]) -> Double {
      let same = values.indices.filter { other in
        axes.allSatisfy { grid.places[$0][other] == grid.places[$0][setting] }
      }
      return same.reduce(0) { $0 + values[$1] } / Double(same.count)
    }
    func square(_ effect: (Int) -> Double) -> Double {
      values.indices.reduce(0) { $0 + effect($1) * effect($1) }
    }
    let all = [0, 1, 2]
    let total = square { values[$0] - mean($0, fixing: []) }
    let together = square { setting in
      values[setting] - mean(setting, fixing: [0, 1]) - mean(setting, fixing: [0, 2])
        - mean(setting, fixing: [1, 2]) + all.reduce(0) { $0 + mean(setting, fixing: [$1]) }
        - mean(setting, fixing: [])
    }
    let shares = try #require(VarianceShares(values, on: grid))
    #expect(abs(shares.higher - together / total) < 1e-12)
    for axis in all {
      let alone = square { mean($0, fixing: [axis]) - mean($0, fixing: []) }
      #expect(abs(shares.axes[axis] - alone / total) < 1e-12)
    }
  }

  @Test func golden() throws {
    for golden in try SelectionGolden.read().grids {
      let grid = try FactorialGrid.spanned(by: golden.places).grid
      let shares = try #require(VarianceShares(golden.values, on: grid))
      #expect(zip(shares.axes, golden.axes).allSatisfy { abs($0 - $1) < 1e-10 })
      #expect(zip(shares.interactions, golden.interactions).allSatisfy { abs($0.share - $1) < 1e-10 })
      #expect(shares.axes.count == golden.axes.count)
      #expect(shares.interactions.count == golden.interactions.count)
      #expect(abs(shares.higher - golden.higher) < 1e-10)
    }
  }

  @Test func whatDoesNotVaryHasNoShares() throws {
    #expect(VarianceShares([0.1, 0.1, 0.1, 0.1], on: try grid([2, 2])) == nil)
    // One third is not represented: the mean differs from the values by rounding.
    #expect(VarianceShares(Array(repeating: 1.0 / 3, count: 21), on: try grid([3, 7])) == nil)
    #expect(VarianceShares([.nan, 1], on: try grid([2])) == nil)
  }
}
