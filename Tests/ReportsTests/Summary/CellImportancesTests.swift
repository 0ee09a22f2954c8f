import Foundation
import StudyTestSupport
import Testing

@testable import CrossModal
@testable import Reports
@testable import Studies

@Suite struct CellImportancesTests {
  /// The choices of one cell of networks over two rates and two widths, whose losses by setting are given.
  private func choice(_ losses: [Double], diverged: Int? = nil) throws -> CellChoice {
    let small = try HandmadeStudy(models: "[nn]")
    for fit in small.study.plan.searchFits(ofCell: 0) {
      guard case .search(_, let setting, let fold) = fit else { continue }
      let loss = losses[setting] + (fold == 0 ? 0.25 : -0.25) * Double(1 + setting)
      try small.append(
        small.record(
          fit, heldOut: [9, loss], state: setting == diverged ? .diverged : .finished,
          reason: setting == diverged ? "loss" : nil))
    }
    return CellChoice(small.study, ledger: try small.study.ledger(), cell: 0)
  }

  @Test("rate alone 9, width alone 1, together 0 of 10") func shares() throws {
    let importances = try choice([1, 2, 4, 5]).importances
    #expect(importances.axes.map(\.name) == ["learning-rate", "hidden-units"] && importances.reason == nil)
    #expect(zip(importances.axes, [0.9, 0.1]).allSatisfy { abs($0.variance - $1) < 1e-12 })
    // The best two have one rate and both widths.
    #expect(importances.topSettings == 2 && importances.axes.map(\.topVariance) == [1, 0])
    #expect(importances.interactions.map(\.axes) == [["learning-rate", "hidden-units"]])
    #expect(abs(importances.interactions[0].variance) < 1e-12 && importances.higher == 0)
  }

  @Test func whereThereIsNoAnswerThereIsAReason() throws {
    #expect(try choice([1, 2, 4, 5], diverged: 2).importances.reason == "1 of 4 settings diverged or failed")
    #expect(try choice([2, 2, 2, 2]).importances.reason == "all settings came to the same held-out loss")
    let small = try HandmadeStudy(
      models: "[lin, procrustes]", grid: "{learning-rate: [0.01, 0.001], hidden-units: [4, 8]}")
    func reasons() throws -> [String?] {
      try CellChoice.all(small.study, ledger: small.study.ledger()).map(\.importances.reason)
    }
    #expect(try Set(reasons()) == ["the search of this cell is not complete", "the cell has one setting"])
    try small.search()
    // Of lin the rate is the only axis: widths are none of its own.
    #expect(try Set(reasons()) == [nil, "the cell has one setting"])
    let lin = try CellChoice.all(small.study, ledger: small.study.ledger())[0].importances
    #expect(lin.axes.map(\.name) == ["learning-rate"] && lin.axes[0].variance == 1)
    #expect(lin.axes[0].topVariance == nil && lin.interactions.isEmpty)
  }

  @Test("losses 1.25, 0.75 and 2.5, 1.5: differences 1.25 and 0.75 over two folds") func secondBest() throws {
    let choice = try choice([1, 2, 4, 5])
    let second = try #require(choice.second)
    #expect(second.setting.name == "lr=0.01,units=8" && second.epoch == 2 && second.loss == 2)
    #expect(second.difference == 1)
    // t = 1/√((1/2 + 1) 0.125), one degree of freedom.
    let p = 1 - 2 / Double.pi * atan(1 / (1.5 * 0.125).squareRoot())
    #expect(abs(try #require(second.p) - p) < 1e-12 && !second.isClear)
    let text = CellChoice.text([choice])
    #expect(
      text.contains(
        "    second best: lr=0.01,units=8, worse by 1, within the spread (p 0.26)\n"))
  }

  @Test func pictureAndTableOfThePage() throws {
    let choice = try choice([1, 2, 4, 5])
    let plot = try #require(ImportanceBars.plot(choice.importances))
    #expect(
      plot.alternative.contains(
        "learning rate 90 %, in the best tenth 100 %; hidden units 10 %, in the best tenth 0 %; two together 0 %."
      ))
    let table = PageContext.importances([choice], title: { $0.cell.id }, readable: { $0 })
    #expect(table.axes == ["learning rate", "hidden units"])
    #expect(table.rows.map(\.shares) == [["90 % (100 %)", "10 % (0 %)"]])
    #expect(table.rows[0].second == "lr=0.01,units=8" && table.rows[0].reason == nil)
  }
}
