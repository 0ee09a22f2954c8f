import CrossModal
import Foundation
import Testing

@testable import Reports
@testable import Studies

@Suite struct RatingsChoiceTests {
  private func measurement(
    _ map: UntrainedMap?, cosine: Double, euclidean: Double, covered: Int = 200
  ) throws -> RatingsMeasurement {
    let setting =
      try map.map {
        String(decoding: try JSONEncoder().encode(RatingsMeasurement.Setting($0)), as: UTF8.self)
      }
      ?? "null"
    let result =
      #"{"ratings":"MEN","pairs":300,"covered":\#(covered),"cosine":\#(cosine),"euclidean":\#(euclidean)}"#
    return try JSONDecoder().decode(
      RatingsMeasurement.self,
      from: Data(
        #"{"vectors":"glove","map":"\#(map?.family.rawValue ?? "none")","setting":\#(setting),"results":[\#(result)]}"#
          .utf8))
  }

  @Test("the map that closes most of the gap wins, if it costs little") func choice() throws {
    let close = UntrainedMap(family: .nn, hiddenUnits: 8, outputs: 4)
    let costly = UntrainedMap(family: .nn, hiddenUnits: 16, outputs: 4)
    let choices = RatingsChoice.all([
      try measurement(nil, cosine: 0.5, euclidean: 0.3),
      try measurement(.init(family: .lin, outputs: 4), cosine: 0.5, euclidean: 0.35),
      // Closes 1 − 0.04 / 0.2 of the gap and costs 0.02.
      try measurement(close, cosine: 0.48, euclidean: 0.44),
      // Closes all of it and costs too much.
      try measurement(costly, cosine: 0.45, euclidean: 0.45),
    ])
    #expect(choices.count == 1 && choices[0].maps == 3)
    let best = try #require(choices[0].best)
    #expect(abs((best.closed ?? 0) - 0.8) < 1e-12 && abs((best.cost ?? 0) - 0.02) < 1e-12)
    let text = RatingsChoice.answer(choices).text
    #expect(
      text == """
        glove: cosine 0.500, Euclidean 0.300
            nn, uniform 1, tanh, 8 → 4: closes 80 % of the gap, costs 0.020

        """)
  }

  @Test("too few pairs are said") func fewPairs() throws {
    let choices = RatingsChoice.all([try measurement(nil, cosine: 0.5, euclidean: 0.3, covered: 20)])
    #expect(RatingsChoice.answer(choices).text == "glove\n    no ratings of which 100 pairs are covered\n")
    #expect(RatingsChoice.answer([]).text == "nothing is measured yet\n")
  }
}
