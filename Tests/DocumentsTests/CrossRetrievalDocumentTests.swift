import CrossModal
import Dense
import Documents
import TestSupport
import Testing

/// What retrieval says in JSON.
struct CrossRetrievalDocumentTests {
  private let rows: Matrix<Float> = normalMatrix(6, 3, seed: 1)

  private func document(_ relevance: Relevance, metrics: [RetrievalMetric] = [.cosine])
    -> CrossRetrievalDocument?
  {
    let found = CrossRetrieval(rows, rows, relevance: relevance, metrics: metrics, nearest: 2)
    return CrossRetrievalDocument(
      found, .init(name: "a", rows: 6), .init(name: "b", rows: 6), relevance: relevance, nearest: 2)
  }

  @Test func rowsAreGroupsOfTheirOwn() throws {
    let found = try #require(document(.sameRow, metrics: [.cosine, .csls]))
    #expect(found.relevance == "row" && found.groups == 6 && found.nearest == 2)
    #expect(found.directions.map(\.metric) == ["cosine", "cosine", "csls", "csls"])
    #expect(found.directions[0].recallAt == ["1": 1, "5": 1, "10": 1] && found.directions[0].medianRank == 1)
  }

  @Test func groupsAndLabelsAreCountedInBothSets() throws {
    let groups = try #require(document(.sameGroup(first: [1, 1, 2, 2, 3, 3], second: [1, 1, 2, 2, 4, 4])))
    #expect(groups.relevance == "group" && groups.groups == 4 && groups.nearest == nil)
    #expect(groups.directions[0].queries == 4 && groups.directions[0].excluded == 2)
    let labels = [["a"], ["a", "b"], ["b"], ["c"], ["c"], ["d"]]
    let found = try #require(document(.sharedLabel(first: labels, second: labels)))
    #expect(found.relevance == "label" && found.groups == 4)
  }

  @Test func nothingToFindIsNoDocument() {
    let (one, two) = ([Int](repeating: 1, count: 6), [Int](repeating: 2, count: 6))
    #expect(document(.sameGroup(first: one, second: two)) == nil)
  }
}
