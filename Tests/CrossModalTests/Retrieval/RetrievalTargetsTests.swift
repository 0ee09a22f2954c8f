import Dense
import Testing

@testable import CrossModal

@Suite struct RetrievalTargetsTests {
  @Test func byHand() {
    // Query 0 points at item 0; query 1 is nearer to item 0 than to its own; query 2 is as near to all.
    let items = Matrix<Float>(rows: 3, columns: 2, elements: [1, 0, 0, 1, -1, 0])
    let queries = Matrix<Float>(rows: 3, columns: 2, elements: [2, 0, 3, 1, 0, 0])
    let retrieval = RetrievalTargets(items).ranks(of: queries)
    // The zero row has cosine 0 to all three: 1 + ½ + ½.
    #expect(retrieval.values == [1, 2, 2])
    #expect(retrieval.meanReciprocalRank == (1 + 0.5 + 0.5) / 3)
    #expect(retrieval.recall(at: 1) == 1.0 / 3 && retrieval.recall(at: 2) == 1)
  }

  @Test func aGroupIsFoundByItsNearestItemAndEqualRowsOfItCountOnce() {
    // Items 0 and 1 are one picture, twice; item 2 is another of the group, item 3 of another.
    let items = Matrix<Float>(rows: 4, columns: 2, elements: [1, 0, 1, 0, 0, 1, 0.6, 0.8])
    let queries = Matrix<Float>(rows: 4, columns: 2, elements: [0, 1, 0, 1, 0, 1, 1, 0])
    let retrieval = RetrievalTargets(items, groups: [7, 7, 7, 9]).ranks(of: queries)
    // The three equal queries of the group are one, which finds item 2 first; the other has picture 0 before its own.
    #expect(retrieval.values == [1, 2])
    #expect(RetrievalTargets(items).ranks(of: queries).values == [3.5, 3.5, 1, 3])
  }

  @Test func equalsRankingRowByRow() {
    var stream = RandomStream(StreamKey(seed: 5))
    let (rows, columns) = (150, 6)
    let items = Matrix<Float>(rows: rows, columns: columns) { _, _ in Float(stream.normal()) }
    let queries = Matrix<Float>(rows: rows, columns: columns) { row, column in
      items[row, column] + Float(stream.normal())
    }
    func cosine(_ query: Int, _ item: Int) -> Double {
      var (product, first, second) = (0.0, 0.0, 0.0)
      for column in 0..<columns {
        let (a, b) = (Double(queries[query, column]), Double(items[item, column]))
        product += a * b
        first += a * a
        second += b * b
      }
      return product / (first * second).squareRoot()
    }
    let expected = (0..<rows).map { query in
      1 + Double((0..<rows).count { $0 != query && cosine(query, $0) > cosine(query, query) })
    }
    #expect(RetrievalTargets(items).ranks(of: queries).values == expected)
  }
}
