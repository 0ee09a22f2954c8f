import Dense
import Testing

@testable import CrossModal

@Suite struct RaceTests {
  @Test func rungsGrowByTheFactorAndEndAtTheMost() {
    #expect(Race(firstEpochs: 10, factor: 3, maxEpochs: 100).epochs == [10, 30, 90, 100])
    #expect(Race(firstEpochs: 10, factor: 3, maxEpochs: 90).epochs == [10, 30, 90])
    #expect(Race(firstEpochs: 1, factor: 2, maxEpochs: 2).epochs == [1, 2])
    #expect(Race(firstEpochs: 99_999, factor: 100, maxEpochs: 100_000).epochs == [99_999, 100_000])
  }

  /// Where nothing was gained, forecasts are what is: half of the settings go on, or one of the factor.
  @Test func theBestOfSoManyGoOn() {
    let flat: [[[Double]?]] = [3, 1, 6, 2, 5, 4, 7].map { [[Double($0)], [Double($0)]] }
    let all = Array(0..<7)
    #expect(
      Race(firstEpochs: 1, factor: 2, maxEpochs: 9).survivors(of: all, after: 0, curves: flat) == [0, 1, 3])
    #expect(
      Race(firstEpochs: 1, factor: 3, maxEpochs: 9).survivors(of: all, after: 1, curves: flat) == [1, 3])
    #expect(Race(firstEpochs: 1, factor: 9, maxEpochs: 9).survivors(of: all, after: 0, curves: flat) == [1])
  }

  @Test func whatDivergedStops() {
    let race = Race(firstEpochs: 1, factor: 2, maxEpochs: 9)
    let curves: [[[Double]?]] = [[[1], nil], [nil, nil], [[5], [5]]]
    #expect(race.survivors(of: [0, 1, 2], after: 0, curves: curves) == [2])
    #expect(race.survivors(of: [0, 1], after: 0, curves: Array(curves.prefix(2))).isEmpty)
  }

  @Test func scoresDecideWhereThereAreScores() {
    let race = Race(firstEpochs: 1, factor: 3, maxEpochs: 9)
    let losses: [[[Double]?]] = [[[1], [1]], [[2], [2]], [[3], [3]]]
    let scores: [[[Double]?]] = [[[0.1], [0.1]], [[0.2], [0.2]], [[0.9], [0.9]]]
    #expect(race.survivors(of: [0, 1, 2], after: 0, curves: losses, scores: scores) == [2])
  }

  /// Epochs 8 of 32: 1 − √(1/4) is 1/2, so what was gained from epoch 4 to 8 is gained 1/2 / (√2 − 1) = 1.207 times again.
  @Test func slowLearnersWithAGoodForecastGoOn() {
    let race = Race(firstEpochs: 8, factor: 4, maxEpochs: 32)
    func curve(_ halfway: Double, _ now: Double) -> [[Double]?] {
      let losses = Array(repeating: halfway, count: 4) + Array(repeating: now, count: 4)
      return [losses, losses]
    }
    // Forecasts 1, 1.625 − 1.207 = 0.418, 2 − 2 · 1.207 = −0.414, 1.5: the first is best now, the third is going to be.
    let curves = [curve(1, 1), curve(2.625, 1.625), curve(4, 2), curve(1.5, 1.5)]
    #expect(race.survivors(of: [0, 1, 2, 3], after: 0, curves: curves) == [0, 2])
    #expect(
      Race(firstEpochs: 8, factor: 2, maxEpochs: 32).survivors(of: [0, 1, 2, 3], after: 0, curves: curves)
        == [0, 1, 2])
    // A curve that rose has gained nothing, and one that is no longer than the half of the others neither.
    let rising = [curve(1, 1), curve(0.9, 3), [[0.95], [0.95]], curve(2, 1.95)]
    #expect(race.survivors(of: [0, 1, 2, 3], after: 0, curves: rising) == [1])
    // Scores grow.
    let losses = Array(repeating: curve(1, 0.5), count: 4)
    let scores = [curve(0.6, 0.6), curve(0.2, 0.5), curve(0.1, 0.1), curve(0.5, 0.4)]
    #expect(race.survivors(of: [0, 1, 2, 3], after: 0, curves: losses, scores: scores) == [0, 1])
  }

  @Test func theFirstRungIsUsuallyAnEighth() {
    for (most, first) in [(100, 13), (50, 7), (40, 5), (9, 2), (8, 1), (2, 1), (100_000, 12_500)] {
      #expect(Race.usualFirstEpochs(maxEpochs: most) == first)
    }
  }

  @Test func aNaiveTwinAgrees() {
    var stream = RandomStream(StreamKey(seed: 3).adding("race"))
    for round in 0..<60 {
      let (settings, folds, factor) = (1 + round % 13, 2 + round % 3, 2 + round % 4)
      let curves: [[[Double]?]] = (0..<settings).map { setting in
        (0..<folds).map { _ in
          stream.uniform() < 0.05 ? nil : (0..<4).map { _ in Double(setting % 5) * 0.1 + stream.uniform() }
        }
      }
      var all: [(setting: Int, least: Double, forecast: Double)] = []
      for setting in 0..<settings where !curves[setting].contains(where: { $0 == nil }) {
        let known = curves[setting].compactMap { $0 }
        let curve = (0..<4).map { epoch in known.map { $0[epoch] }.reduce(0, +) / Double(folds) }
        let least = curve.min() ?? 0
        // c of a + c/√t from epochs 2 and 4, and the loss at epoch 100.
        let c = (min(curve[0], curve[1]) - least) / (1 / 2.0.squareRoot() - 1 / 2)
        all.append((setting, least, least - c * (1 / 2 - 1 / 10)))
      }
      let now = all.sorted { $0.least < $1.least }.prefix(max(1, settings / (factor + 1)))
      let later = all.sorted { $0.forecast < $1.forecast }.prefix(max(1, settings / factor))
      let expected = Set(now.map(\.setting)).union(later.map(\.setting)).sorted()
      let race = Race(firstEpochs: 4, factor: factor, maxEpochs: 100)
      #expect(race.survivors(of: Array(0..<settings), after: 0, curves: curves) == expected)
    }
  }

  @Test func theFewestSettingsOfEachRung() {
    #expect(Race(firstEpochs: 10, factor: 3, maxEpochs: 100).fewest(of: 27) == [27, 9, 3, 1])
    #expect(Race(firstEpochs: 10, factor: 3, maxEpochs: 100).fewest(of: 28) == [28, 9, 3, 1])
  }
}
