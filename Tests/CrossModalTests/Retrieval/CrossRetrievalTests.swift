import Dense
import TestSupport
import Testing

@testable import CrossModal

@Suite struct CrossRetrievalTests {
  @Test(arguments: [RetrievalMetric.cosine, .euclidean]) func byHand(_ metric: RetrievalMetric) {
    // Query 0 points at item 0; query 1 is nearer to item 0 than to its own; query 2 is as near to all.
    let items = Matrix<Double>([[1, 0], [0, 1], [-1, 0]])
    let queries = Matrix<Double>([[2, 0], [3, 1], [0, 0]])
    let retrieval = CrossRetrieval(queries, items, metrics: [metric])
    let scores = retrieval.fromFirst[0]
    #expect(scores.ranks.values == [1, 2, 2] && scores.queries == 3 && scores.excluded == 0)
    #expect(scores.ranks.median == 2 && scores.ranks.recall(at: 1) == 1.0 / 3)
    // Of three as near, the item is at place 1, 2 or 3.
    let last = (1 + 0.5 + 1.0 / 3) / 3
    #expect(abs((scores.meanAveragePrecision ?? 0) - (1 + 0.5 + last) / 3) < 1e-15)
    #expect(abs((scores.meanAveragePrecisionAtR ?? 0) - (1 + 0 + 1.0 / 3) / 3) < 1e-15)
    #expect(abs(scores.chance(at: 1) - 1.0 / 3) < 1e-15 && scores.chance(at: 5) == 1)
    // By Euclidean distance item 0 is as near to query 2 as to its own, item 1 nearer to both others.
    let back = metric == .cosine ? [1.0, 1, 1] : [1.5, 3, 1]
    #expect(retrieval.fromSecond[0].ranks.values == back)
  }

  @Test func aHubIsHeldBackByCSLS() {
    // By cosine item 0 is nearest to both queries, .96 and .936; item 1 to query 1 only, .9196.
    let queries = Matrix<Double>([[1, 0], [0.8, 0.6]])
    let items = Matrix<Double>([[0.96, 0.28], [0.5, 0.866]])
    let scores = CrossRetrieval(queries, items, metrics: [.cosine, .csls], nearest: 1).fromFirst
    #expect(scores[0].ranks.values == [1, 2])
    // 2 · .936 − .96 = .912 is less than 2 · .9196 − .9196.
    #expect(scores[1].metric == .csls && scores[1].ranks.values == [1, 1])
  }

  @Test func equalRowsOfAGroupAreOneItemAndOneQuery() {
    let items = Matrix<Float>([[1, 0], [1, 0], [0, 1], [0.6, 0.8]])
    let queries = Matrix<Float>([[0, 1], [0, 1], [0, 1], [1, 0]])
    let groups = [7, 7, 7, 9]
    let retrieval = CrossRetrieval(
      queries, items, relevance: .sameGroup(first: groups, second: groups), metrics: [.cosine])
    let scores = retrieval.fromFirst[0]
    #expect(retrieval.repeatedInFirst == 2 && retrieval.repeatedInSecond == 1)
    #expect(scores.ranks.values == [1, 2] && scores.items == 3)
    // The first finds its two items at places 1 and 3, the other its one at place 2.
    #expect(abs((scores.meanAveragePrecision ?? 0) - ((1 + 2.0 / 3) / 2 + 0.5) / 2) < 1e-15)
    #expect(scores.meanAveragePrecisionAtR == 0.25)
    #expect(abs(scores.chance(at: 1) - 0.5) < 1e-15)
  }

  @Test func groupsOfDifferentNumbersOfRows() {
    // Two pictures, four captions: one of a picture that is not there.
    let pictures = Matrix<Double>([[1, 0], [0, 1]])
    let captions = Matrix<Double>([[1, 0.1], [0.1, 1], [0.9, 0.5], [-1, 0]])
    let relevance = Relevance.sameGroup(first: ["p", "q"], second: ["p", "q", "q", "r"])
    let retrieval = CrossRetrieval(pictures, captions, relevance: relevance)
    #expect(retrieval.fromFirst[0].ranks.values == [1, 1] && retrieval.fromFirst[0].excluded == 0)
    let back = retrieval.fromSecond[0]
    #expect(back.ranks.values == [1, 1, 2] && back.excluded == 1 && back.items == 2)
    let none = CrossRetrieval(
      pictures, captions, relevance: .sameGroup(first: ["a", "b"], second: ["p", "q", "q", "r"]))
    #expect(none.fromFirst[0].queries == 0 && none.fromFirst[0].meanAveragePrecision == nil)
  }

  @Test func whereProductsCannotTellDistancesApartTheExactOnesDecide() {
    // The far item makes the rounding of products as large as the squared distances of the near ones.
    let queries = Matrix<Float>([[0, 0], [1e7, 1e7]])
    let items = Matrix<Float>([[1.000001e-3, 0], [1e7, 1e7], [1e-3, 0], [-1e-3, 0]])
    let relevance = Relevance.sameGroup(first: [0, 1], second: [0, 1, 2, 3])
    let scores = CrossRetrieval(queries, items, relevance: relevance, metrics: [.euclidean]).fromFirst[0]
    #expect(scores.ranks.values == [3, 1])
    let tied = CrossRetrieval(
      queries, items, relevance: .sameGroup(first: [2, 1], second: [0, 1, 2, 3]), metrics: [.euclidean])
    #expect(tied.fromFirst[0].ranks.values == [1.5, 1])
  }

  @Test func sizesThatDoubleDoesNotSquare() {
    let (small, large) = (normalMatrix(30, 5, seed: 3, as: Double.self), 1e250)
    let other = normalMatrix(30, 5, seed: 4, as: Double.self)
    func times(_ rows: Matrix<Double>) -> Matrix<Double> {
      Matrix(rows: 30, columns: 5) { rows[$0, $1] * large }
    }
    let metrics = RetrievalMetric.allCases
    let plain = CrossRetrieval(small, other, metrics: metrics)
    let grown = CrossRetrieval(times(small), times(other), metrics: metrics)
    #expect(plain.fromFirst.map(\.ranks) == grown.fromFirst.map(\.ranks))
  }

  @Test func cosineRanksAreThoseOfTraining() {
    let items = normalMatrix(300, 4, seed: 1, as: Float.self)
    let noise = normalMatrix(300, 4, seed: 2, as: Float.self)
    let queries = Matrix<Float>(rows: 300, columns: 4) { items[$0 / 2 * 2, $1] + noise[$0 / 2 * 2, $1] }
    let groups = (0..<300).map { $0 / 3 }
    for groups in [nil, groups] {
      let relevance = groups.map { Relevance.sameGroup(first: $0, second: $0) } ?? .sameRow
      let cross = CrossRetrieval(queries, items, relevance: relevance)
      #expect(cross.fromFirst[0].ranks == RetrievalTargets(items, groups: groups).ranks(of: queries))
    }
  }
}
