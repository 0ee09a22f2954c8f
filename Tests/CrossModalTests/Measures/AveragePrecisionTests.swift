import Testing

@testable import CrossModal

@Suite struct AveragePrecisionTests {
  @Test func byHand() {
    // Relevant at places 1, 3 and 4 of 4.
    var precision = AveragePrecision(cutoff: 3)
    for relevant in [1, 0, 1, 1] { precision.add(items: 1, relevant: relevant) }
    #expect(precision.sum == 1 + 2.0 / 3 + 3.0 / 4 && precision.sumToCutoff == 1 + 2.0 / 3)
    #expect(precision.found == 3 && precision.places == 4)
  }

  @Test func aGroupIsTheMeanOverAllItsOrders() {
    // One relevant item, then 5 as near of which 3 are relevant, then another.
    let (relevant, cutoff) = ([true, true, true, false, false], 5)
    var (all, first, orders) = (0.0, 0.0, 0.0)
    func visit(_ order: [Bool], _ rest: [Bool]) {
      guard !rest.isEmpty else {
        var found = 0
        for (place, hit) in ([true] + order + [true]).enumerated() where hit {
          found += 1
          all += Double(found) / Double(place + 1)
          if place < cutoff { first += Double(found) / Double(place + 1) }
        }
        orders += 1
        return
      }
      for place in rest.indices {
        var others = rest
        others.remove(at: place)
        visit(order + [rest[place]], others)
      }
    }
    visit([], relevant)
    var precision = AveragePrecision(cutoff: cutoff)
    for (items, relevant) in [(1, 1), (5, 3), (1, 1)] { precision.add(items: items, relevant: relevant) }
    #expect(orders == 120)
    #expect(abs(precision.sum - all / orders) < 1e-12 && abs(precision.sumToCutoff - first / orders) < 1e-12)
  }

  @Test func ranks() {
    let ranks = RetrievalRanks([4, 1, 2.5, 10])
    #expect(ranks.median == 3.25 && RetrievalRanks([4, 1, 2.5]).median == 2.5)
    #expect(RetrievalRanks([]).median == nil && RetrievalRanks([]).recall(at: 1) == 0)
    #expect(ranks.recall(at: 1) == 0.25 && ranks.recall(at: 4) == 0.75)
    #expect(ranks.meanReciprocalRank == (0.25 + 1 + 0.4 + 0.1) / 4)
    #expect(RetrievalRanks.rank(nearer: 2, asNear: 3) == 4.5)
  }
}
