import Testing

@testable import Dense

@Suite struct ScoreLevelsTests {
  @Test func byHand() {
    let levels = ScoreLevels(items: 7)
    // Chosen are 0.5 and 0.1: one item is before the first, two are between, 0.05 is behind; −∞ is left out.
    let scores = [0.5, 0.9, 0.3, 0.1, 0.2, 0.05, -Double.infinity]
    #expect(levels.itemsBefore(scores, chosen: [0, 3], margin: 1e-9) == [1, 2])
    #expect(levels.itemsBefore(scores, chosen: [3], margin: 1e-9) == [4])
    // 0.3 and 0.2 are nearer than this to chosen ones.
    #expect(levels.itemsBefore(scores, chosen: [0, 3], margin: 0.15) == nil)
    #expect(levels.itemsBefore([1, 1, 0, 0, 0, 0, 0], chosen: [0], margin: 1e-9) == nil)
  }

  @Test func agreesWithSorting() {
    var stream = RandomStream(StreamKey(seed: 8))
    let levels = ScoreLevels(items: 400)
    for round in 0..<200 {
      var scores = (0..<400).map { _ in stream.normal() }
      // Skewed, with an outlier, and clustered scores.
      if round % 4 == 1 { scores = scores.map { $0 * $0 * $0 } }
      if round % 4 == 2 { scores[stream.below(400)] = 1e6 }
      if round % 4 == 3 { scores = scores.map { ($0 * 4).rounded() + 1e-6 * $0 } }
      let chosen = Array(stream.permutation(400).prefix(1 + stream.below(200)))
      let isChosen = Set(chosen)
      let order = scores.indices.sorted { scores[$0] > scores[$1] }
      var (expected, run) = ([Int](), 0)
      for item in order {
        if isChosen.contains(item) {
          expected.append(run)
          run = 0
        } else {
          run += 1
        }
      }
      #expect(levels.itemsBefore(scores, chosen: chosen, margin: 1e-15) == expected, "\(round)")
    }
  }

  @Test func whereScoresDoNotDecideTheJudgeDoes() {
    // Items come in pairs, a hundredth apart or as good; all scores are off by up to two hundredths.
    var stream = RandomStream(StreamKey(seed: 9))
    let levels = ScoreLevels(items: 300)
    var (decided, ties) = (0, 0)
    for round in 0..<200 {
      let gap = round % 3 == 0 ? 0 : 0.01
      let exact = stream.permutation(300).map { Double($0 / 2) + gap * Double($0 % 2) }
      let scores = exact.map { $0 + 0.04 * stream.uniform() - 0.02 }
      let chosen = Array(stream.permutation(300).prefix(round % 7 == 0 ? 1 : 6 + stream.below(40)))
      let isChosen = Set(chosen)
      var asked = 0
      let judge = ScoreLevels.Judge(tie: 0.005) {
        asked += 1
        return exact[$0]
      }
      let found = levels.itemsBefore(scores, chosen: chosen, margin: 0.05, judge: judge)
      let ranked = chosen.sorted { exact[$0] > exact[$1] }
      let others = (0..<300).filter { !isChosen.contains($0) }
      if others.contains(where: { other in chosen.contains { exact[$0] == exact[other] } }) {
        #expect(found == nil, "\(round)")
        ties += 1
        continue
      }
      let before = ranked.map { item in others.count { exact[$0] > exact[item] } }
      #expect(found == zip(before, [0] + before).map { $0 - $1 }, "\(round)")
      decided += asked > 0 ? 1 : 0
    }
    #expect(decided > 50 && ties > 30)
  }
}
