import Foundation
import Testing

@testable import CrossModal
@testable import Dense

@Suite struct RandomSettingsTests {
  private let grid = Grid(
    learningRates: [0.1, 0.2], hiddenUnits: [4, 8], dropouts: [0], activations: [.relu, .tanh])
  private let key = StreamKey(seed: 1).adding("search")

  private var ranges: SearchRanges {
    var ranges = SearchRanges()
    ranges.learningRate = SearchRange(1e-5, 1e-1, isLogarithmic: true)
    ranges.hiddenUnits = SearchRange(32, 512, isLogarithmic: true, isWhole: true)
    return ranges
  }

  @Test func aTrialIsTheSameHoweverManyThereAre() {
    let search = RandomSettings(grid, ranges: ranges, key: key)
    let many = search.settings(for: .nn, losses: [.meanSquaredError], trials: 200)
    for count in [1, 7, 50] {
      let few = search.settings(for: .nn, losses: [.meanSquaredError], trials: count)
      #expect(few == Array(many.prefix(few.count)))
    }
    #expect(many.count == 200 && Set(many).count == 200)
    #expect(many == (0..<200).map { search.setting($0, for: .nn, losses: [.meanSquaredError]) })
    let other = RandomSettings(grid, ranges: ranges, key: StreamKey(seed: 2).adding("search"))
    #expect(other.setting(0, for: .nn, losses: [.meanSquaredError]) != many[0])
  }

  @Test func anAxisDrawsTheSameWhateverTheOthersAre() {
    let search = RandomSettings(grid, ranges: ranges, key: key)
    var further = ranges
    further.dropout = SearchRange(0, 0.5)
    let other = RandomSettings(grid, ranges: further, key: key)
    for trial in 0..<50 {
      let setting = search.setting(trial, for: .nn, losses: [.meanSquaredError])
      var theirs = other.setting(trial, for: .nn5, losses: [.cosine(.sum)])
      (theirs.dropout, theirs.loss) = (setting.dropout, setting.loss)
      #expect(theirs == setting)
      // Widths, dropout and activations are none of lin's.
      let linear = search.setting(trial, for: .lin, losses: [.meanSquaredError])
      #expect(linear.learningRate == setting.learningRate && linear.hiddenUnits == nil)
      #expect(linear.activation == .linear && linear.dropout == 0)
    }
  }

  @Test func whatIsDrawnAgainCountsOnce() {
    let search = RandomSettings(grid, ranges: SearchRanges(), key: key)
    let settings = search.settings(for: .nn, losses: [.meanSquaredError], trials: 500)
    #expect(Set(settings) == Set(grid.settings(for: .nn, losses: [.meanSquaredError])))
    #expect(settings.count == 8)
    #expect(search.settings(for: .procrustes, losses: [.meanSquaredError], trials: 9).count == 1)
  }

  @Test("ends, quarters of the logarithm, and lists that are drawn evenly") func distribution() {
    let search = RandomSettings(grid, ranges: ranges, key: key)
    let settings = (0..<4000).map { search.setting($0, for: .nn, losses: [.meanSquaredError]) }
    let rates = settings.compactMap(\.learningRate)
    #expect(rates.allSatisfy { (1e-5...1e-1).contains($0) })
    for quarter in 0..<4 {
      // Four standard deviations of a count of 1,000 are 110.
      let count = rates.count { Int((log10($0) + 5).rounded(.down)) == quarter }
      #expect(abs(count - 1000) < 110)
    }
    #expect(abs(settings.count { $0.activation == .relu } - 2000) < 130)
    #expect(settings.allSatisfy { (32...512).contains($0.hiddenUnits ?? 0) })
    // Half of the logarithm of 32 … 512 lies below 128.
    #expect(abs(settings.count { ($0.hiddenUnits ?? 0) < 128 } - 2000) < 130)
  }

  @Test func marginsTemperaturesPenaltiesAndRanks() {
    var ranges = SearchRanges()
    ranges.margin = SearchRange(0.5, 2)
    ranges.temperature = SearchRange(0.01, 1, isLogarithmic: true)
    ranges.penalty = SearchRange(0.1, 1000, isLogarithmic: true)
    ranges.rank = SearchRange(2, 9, isWhole: true)
    ranges.batchSize = SearchRange(16, 64, isWhole: true)
    let search = RandomSettings(grid, ranges: ranges, key: key)
    let margins: [Loss] = [
      .maxMargin(.init(margin: 7, negative: .hardest)), .maxMargin(.init(margin: 8, negative: .hardest)),
    ]
    for trial in 0..<20 {
      let setting = search.setting(trial, for: .lin, losses: margins)
      guard case .maxMargin(let loss) = setting.loss else { return #expect(Bool(false)) }
      #expect((0.5...2).contains(loss.margin) && loss.negative == .hardest)
      #expect((16...64).contains(setting.batchSize ?? 0))
      guard case .infoNCE(let nce) = search.setting(trial, for: .nn, losses: [.infoNCE(.init())]).loss
      else { return #expect(Bool(false)) }
      #expect((0.01...1).contains(nce.temperature))
      let solved = search.setting(trial, for: .reducedRank, losses: [.meanSquaredError])
      #expect((0.1...1000).contains(solved.penalty ?? 0) && (2...9).contains(solved.rank ?? 0))
      #expect(search.setting(trial, for: .ridge, losses: [.meanSquaredError]).rank == nil)
    }
    let listed = RandomSettings(grid, ranges: SearchRanges(), key: key)
      .settings(for: .lin, losses: margins, trials: 99)
    #expect(Set(listed.map(\.loss)) == Set(margins))
  }
}
