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

  @Test func theBestThirdAndAllNearTheBestGoOn() {
    let race = Race(firstEpochs: 1, factor: 3, maxEpochs: 9)
    // Means 1, 2, 3, …, the folds ± 0.1 around them: nobody is near.
    let apart: [[[Double]?]] = (1...7).map { mean in [[Double(mean) - 0.1], [Double(mean) + 0.1]] }
    #expect(race.survivors(of: Array(0..<7), by: SettingSelection(curves: apart)) == [0, 1, 2])
    // The best one's folds are -1.1 and 1.1: standard error 1.1, so all up to a mean of 1.1 are near.
    var wide = apart
    wide[6] = [[-1.1], [1.1]]
    #expect(race.survivors(of: Array(0..<7), by: SettingSelection(curves: wide)) == [0, 1, 6])
    wide[6] = [[-3.1], [3.1]]
    #expect(race.survivors(of: Array(0..<7), by: SettingSelection(curves: wide)) == [0, 1, 2, 6])
  }

  @Test func whatDivergedStops() {
    let race = Race(firstEpochs: 1, factor: 2, maxEpochs: 9)
    let curves: [[[Double]?]] = [[[1], nil], [nil, nil], [[5], [5]]]
    #expect(race.survivors(of: [0, 1, 2], by: SettingSelection(curves: curves)) == [2])
    #expect(race.survivors(of: [0, 1], by: SettingSelection(curves: Array(curves.prefix(2)))).isEmpty)
  }

  @Test func scoresDecideWhereThereAreScores() {
    let race = Race(firstEpochs: 1, factor: 3, maxEpochs: 9)
    let losses: [[[Double]?]] = [[[1], [1]], [[2], [2]], [[3], [3]]]
    let scores: [[[Double]?]] = [[[0.1], [0.1]], [[0.2], [0.2]], [[0.9], [0.9]]]
    #expect(race.survivors(of: [0, 1, 2], by: SettingSelection(curves: losses, scores: scores)) == [2])
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
      var means: [(setting: Int, least: Double, error: Double)] = []
      for setting in 0..<settings where !curves[setting].contains(where: { $0 == nil }) {
        let known = curves[setting].compactMap { $0 }
        let curve = (0..<4).map { epoch in known.map { $0[epoch] }.reduce(0, +) / Double(folds) }
        let least = curve.min() ?? 0
        let values = known.map { $0[curve.firstIndex(of: least) ?? 0] }
        let variance = values.map { ($0 - least) * ($0 - least) }.reduce(0, +) / Double(folds - 1)
        means.append((setting, least, (variance / Double(folds)).squareRoot()))
      }
      means.sort { ($0.least, $0.setting) < ($1.least, $1.setting) }
      let most = Int((Double(settings) / Double(factor)).rounded(.up))
      let expected = means.enumerated().filter {
        $0.offset < most || $0.element.least <= means[0].least + means[0].error + 1e-12
      }.map(\.element.setting).sorted()
      let race = Race(firstEpochs: 1, factor: factor, maxEpochs: 100)
      #expect(race.survivors(of: Array(0..<settings), by: SettingSelection(curves: curves)) == expected)
    }
  }

  @Test func theFewestSettingsOfEachRung() {
    #expect(Race(firstEpochs: 10, factor: 3, maxEpochs: 100).fewest(of: 27) == [27, 9, 3, 1])
    #expect(Race(firstEpochs: 10, factor: 3, maxEpochs: 100).fewest(of: 28) == [28, 10, 4, 2])
  }
}
