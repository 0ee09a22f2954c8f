import Foundation
import Testing

@testable import Reports
@testable import Studies

@Suite struct RatingsSettingsTableTests {
  private func measurement(_ map: String, _ pairs: [(covered: Int, cosine: Double?, euclidean: Double?)])
    throws
    -> RatingsMeasurement
  {
    let results = pairs.enumerated().map { index, pair in
      RatingsMeasurement.Result(
        ratings: "r\(index)", pairs: 500, covered: pair.covered, cosine: pair.cosine,
        euclidean: pair.euclidean)
    }
    let head = try JSONDecoder().decode(
      RatingsMeasurement.self, from: Data("{\"vectors\": \"v|w\", \"map\": \"\(map)\", \"results\": []}".utf8)
    )
    var whole = head
    whole.results = results
    return whole
  }

  @Test func theGapAndWhatItCosts() throws {
    let table = RatingsSettingsTable([
      try measurement("none", [(400, 0.7, 0.5), (200, 0.5, 0.3), (99, 0, 0), (300, nil, 0.1)]),
      try measurement("nn", [(400, 0.68, 0.64), (200, 0.5, 0.44), (99, 1, 1), (300, 0.1, nil)]),
      try measurement("lin", [(400, 0.6, 0.58), (200, 0.4, 0.38)]),
    ])
    let closed = table.rows.map { $0.closed.map { ($0 * 1000).rounded() } }
    // Gaps 0.2, 0.05 and 0.02; cosines 0.6, 0.59 and 0.5.
    #expect(closed == [nil, 750, 900])
    #expect(table.rows.map { $0.cost.map { ($0 * 1000).rounded() } } == [nil, 10, 100])
    #expect(table.rows.map(\.hasPattern) == [nil, true, false])
    #expect(
      table.markdown.contains("| v\\|w | nn |  | 0.590 | 0.540 | 75 % | +0.010 | **yes** |"),
      "\(table.markdown)")
    #expect(table.csv.split(separator: "\n").count == 4)
  }

  @Test func vectorsWithoutAGapHaveNothingToClose() throws {
    let table = RatingsSettingsTable([
      try measurement("none", [(400, 0.5, 0.49)]), try measurement("nn", [(400, 0.5, 0.5)]),
    ])
    #expect(table.rows[1].closed == nil && table.rows[1].hasPattern == nil)
  }
}
