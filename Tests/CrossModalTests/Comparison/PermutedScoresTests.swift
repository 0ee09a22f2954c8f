import Dense
import Testing

@testable import CrossModal

@Suite struct PermutedScoresTests {
  @Test("nineteen permutations by hand") func byHand() {
    let scores = PermutedScores(observed: 0.6, permuted: (0..<19).map { Double($0) / 100 })
    // ⌈0.95 · 20⌉ = 19: the second largest of the 20 is the largest of the null.
    #expect(scores.threshold == 0.18)
    #expect(scores.p == 1.0 / 20)
    #expect(abs(scores.calibrated - (0.6 - 0.18) / 0.82) < 1e-15)
    #expect(abs(scores.mean - 0.09) < 1e-15)
    let low = PermutedScores(observed: 0.1, permuted: (0..<19).map { Double($0) / 100 })
    #expect(low.calibrated == 0 && low.p == 10.0 / 20)
  }

  @Test("200 permutations: the 191st of 201") func place() {
    let scores = PermutedScores(observed: 500, permuted: (1...200).map(Double.init))
    #expect(scores.threshold == 191)
  }

  @Test("the maximum over cells is taken inside of every permutation") func maximum() throws {
    let cells = [
      PermutedScores(observed: 0.5, permuted: [0.1, 0.4]),
      PermutedScores(observed: 0.3, permuted: [0.2, 0.1]),
    ]
    let largest = try #require(PermutedScores(maximumOf: cells))
    #expect(largest.observed == 0.5 && largest.permuted == [0.2, 0.4])
    #expect(PermutedScores(maximumOf: []) == nil)
  }

  @Test("a permutation is the same whenever it is drawn") func permutations() {
    let drawn = ItemPermutations(items: 50, count: 3, key: StreamKey(seed: 1))
    #expect(drawn[2] == drawn[2] && drawn[0] != drawn[1])
    #expect(drawn[1].sorted() == Array(0..<50))
  }

  @Test("groups of one size are exchanged whole; one that is alone in its size stays")
  func groupsStayTogether() {
    // Groups 7 and 3 of two items, 5 of three, 9 and 8 of one.
    let groups = [7, 3, 7, 5, 3, 5, 9, 5, 8]
    let drawn = ItemPermutations(items: 9, count: 40, key: StreamKey(seed: 2), groups: groups)
    var seen: Set<[Int]> = []
    for index in 0..<drawn.count {
      let alignment = drawn[index]
      seen.insert(alignment)
      #expect(alignment.sorted() == Array(0..<9))
      #expect([alignment[3], alignment[5], alignment[7]] == [3, 5, 7])
      #expect([[0, 2], [1, 4]].contains([alignment[0], alignment[2]]))
      #expect([6, 8].contains(alignment[6]))
    }
    // Two pairs of groups: four alignments in all.
    #expect(seen.count == 4)
    let single = ItemPermutations(items: 9, count: 1, key: StreamKey(seed: 2), groups: Array(0..<9))
    #expect(single[0].sorted() == Array(0..<9))
  }
}
