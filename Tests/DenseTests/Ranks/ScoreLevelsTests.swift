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
}
