import Testing

@testable import CrossModal
@testable import Dense

@Suite struct SettingSelectionTests {
  @Test func choosesSettingAndEpochByTheMeanCurve() throws {
    // Means: setting 0: 3, 2, 2.5; setting 1: 4, 1.5, 1.5 (first minimum at epoch 2).
    let selection = SettingSelection(curves: [
      [[3, 1, 2], [3, 3, 3]],
      [[4, 1, 2], [4, 2, 1]],
    ])
    let best = try #require(selection.best)
    #expect(best.setting == 1 && best.epoch == 2 && best.loss == 1.5 && best.folds == 2)
    #expect(abs(best.deviation - 0.5.squareRoot()) < 1e-15)
    #expect(abs(best.standardError - 0.5) < 1e-15)
    #expect(selection.ranking.map(\.setting) == [1, 0])
  }

  @Test func scoresDecideAtTheEpochOfTheLeastLoss() throws {
    // Losses choose the epochs 2 and 1; the scores there are 0.2 and 0.5, though the first has 0.9 elsewhere.
    let selection = SettingSelection(
      curves: [[[3, 1], [3, 1]], [[2, 3], [2, 3]]],
      scores: [[[0.9, 0.1], [0.9, 0.3]], [[0.5, 0], [0.5, 0]]])
    let best = try #require(selection.best)
    #expect(best.setting == 1 && best.epoch == 1 && best.loss == 2 && best.score == 0.5)
    #expect(abs(try #require(selection.ranking[1].score) - 0.2) < 1e-15)
    // One standard error of equal scores is nothing.
    #expect(!best.isNear(selection.ranking[1]) && best.isNear(best))
  }

  @Test func equalScoresGoToTheLowerLossThenTheFirst() {
    let selection = SettingSelection(curves: [[[2]], [[1]], [[1]]], scores: [[[0.5]], [[0.5]], [[0.5]]])
    #expect(selection.ranking.map(\.setting) == [1, 2, 0])
  }

  @Test func withoutAllScoresTheLossDecides() throws {
    let selection = SettingSelection(curves: [[[2]], [[1]]], scores: [[[0.9]], [nil]])
    let best = try #require(selection.best)
    #expect(best.setting == 1 && best.score == nil)
  }

  @Test func aDivergedFoldNeverWins() {
    #expect(SettingSelection(curves: [[[0.1], nil], [[5], [5]]]).best?.setting == 1)
    #expect(SettingSelection(curves: [[[0.1], nil]]).best == nil)
    #expect(SettingSelection(curves: []).best == nil)
  }

  @Test func tiesGoToTheFirstSetting() {
    #expect(SettingSelection(curves: [[[2.0]], [[1.0]], [[1.0]]]).ranking.map(\.setting) == [1, 2, 0])
  }
}

@Suite struct GridTests {
  let paper = Grid(
    learningRates: [0.01, 0.001, 0.0001], hiddenUnits: [64, 128, 256, 512, 1024],
    dropouts: [0, 0.25, 0.5, 0.75],
    activations: [.relu])

  @Test func solvedMapsHavePenaltiesAndRanks() {
    var grid = paper
    grid.penalties = [0, 10]
    grid.ranks = [2, 3]
    func settings(_ family: ModelFamily) -> [[Double?]] {
      grid.settings(for: family, losses: [.cosine(.sum), .meanSquaredError]).map {
        [$0.learningRate, $0.penalty, $0.rank.map(Double.init)]
      }
    }
    #expect(settings(.ridge) == [[nil, 0, nil], [nil, 10, nil]])
    #expect(settings(.reducedRank) == [[nil, 0, 2], [nil, 0, 3], [nil, 10, 2], [nil, 10, 3]])
    #expect(settings(.cca) == settings(.reducedRank))
    for family in [ModelFamily.procrustes, .mean, .random] { #expect(settings(family) == [[nil, nil, nil]]) }
  }

  @Test func axesOfNetworksMultiply() {
    var grid = paper
    (grid.weightDecays, grid.batchSizes, grid.structureWeights) = ([0, 0.1], [32, 64, 128], [0, 1])
    for family in ModelFamily.allCases {
      let settings = grid.settings(for: family, losses: [.meanSquaredError])
      #expect(Double(settings.count) == grid.settingCount(for: family, losses: 1))
      #expect(Set(settings).count == settings.count)
    }
    #expect(grid.settings(for: .lin, losses: [.meanSquaredError]).count == 3 * 2 * 3 * 2)
  }

  @Test func countsOfThePaper() {
    func count(_ family: ModelFamily, _ losses: [Loss]) -> Int {
      paper.settings(for: family, losses: losses).count
    }
    let perLoss = ModelFamily.allCases.filter(\.isTrained).map { count($0, [.meanSquaredError]) }
    #expect(perLoss == [3, 60, 60, 60])
    let margins = [1, 2.5, 5, 7.5, 10].map { Loss.maxMargin(.init(margin: $0)) }
    #expect(ModelFamily.allCases.filter(\.isTrained).map { count($0, margins) }.reduce(0, +) == 915)
  }

  @Test func settingsAreDistinct() {
    let settings = paper.settings(for: .nn3, losses: [.meanSquaredError])
    #expect(Set(settings).count == settings.count)
    #expect(
      paper.settings(for: .lin, losses: [.meanSquaredError]).allSatisfy {
        $0.hiddenUnits == nil && $0.dropout == 0
      })
  }
}
