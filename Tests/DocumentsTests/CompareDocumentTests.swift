import CrossModal
import Documents
import Foundation
import TestSupport
import Testing

@testable import Dense

/// What a comparison says in JSON.
struct CompareDocumentTests {
  private static func keys(_ value: some Encodable) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(value))
    return try #require(object as? [String: Any])
  }

  private static func document(_ columns: [Int], _ measures: [ComparisonMeasure]) throws -> [String: Any] {
    let spaces = columns.map { columns in
      let rows: Matrix<Float> = normalMatrix(30, columns, seed: UInt64(columns))
      return ComparedSpace(name: "of \(columns)", rows: MeasuredRows(rows.view))
    }
    let request = ComparisonRequest(measures: measures, counts: [4], permutations: 3)
    let pairs = try ComparedPairs(spaces, sources: Array(spaces.indices), request)
    return try keys(CompareDocument(pairs, spaces: spaces, request: request))
  }

  @Test func twoSpacesAreOnePairWithoutABestOne() throws {
    let found = try Self.document([3, 5], [.mutualNeighbors, .kernelAlignment])
    #expect(Set(found.keys) == ["items", "k", "metric", "permutations", "spaces", "pairs"])
    #expect(found["items"] as? Int == 30 && found["k"] as? Int == 4 && found["metric"] as? String == "cosine")
    let pairs = try #require(found["pairs"] as? [[String: Any]])
    #expect(pairs.count == 1 && pairs[0]["a"] as? String == "of 3" && pairs[0]["b"] as? String == "of 5")
    let measures = try #require(pairs[0]["measures"] as? [[String: Any]])
    #expect(measures.map { $0["name"] as? String } == ["mutual-knn", "cka"])
    #expect(measures[0]["k"] as? Int == 4 && measures[1]["k"] == nil)
  }

  @Test func threeSpacesHaveABestPair() throws {
    let found = try Self.document([3, 5, 8], [.kernelAlignment])
    #expect((found["pairs"] as? [Any])?.count == 3 && (found["aggregate"] as? [Any])?.count == 1)
    // No measure has neighbors, so that nothing is tied.
    let spaces = try #require(found["spaces"] as? [[String: Any]])
    #expect(spaces.count == 3 && spaces.allSatisfy { $0["tiedRows"] == nil && $0["zeroRows"] as? Int == 0 })
  }
}
