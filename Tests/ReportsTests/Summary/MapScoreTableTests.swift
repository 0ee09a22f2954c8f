import CrossModal
import StudyTestSupport
import Testing

@testable import Reports
@testable import Studies

/// The table of `measures.also`.
@Suite struct MapScoreTableTests {
  @Test func meansOverFinalFits() throws {
    let small = try HandmadeStudy(models: "[lin]", measures: "{also: [cka-debiased, recall-at-1]}")
    try small.search()
    for (repetition, value) in [0.2, 0.4].enumerated() {
      var record = try small.record(.final(cell: 0, repetition: repetition))
      record.result?.measured = [
        MapScore(
          measure: "cka-debiased", input: .init(value: 0.1),
          target: .init(value: value, null: 0, threshold: 0.05, p: 0.005, calibrated: value / 2),
          pair: .init(note: "4 items"))
      ]
      try small.append(record)
    }
    let rows = MapScoreTable(small.study, try small.study.ledger()).rows
    #expect(rows.count == 1 && rows[0].fits == 2 && rows[0].measure == "cka-debiased")
    #expect(abs((rows[0].target ?? 0) - 0.3) < 1e-12 && abs((rows[0].calibrated ?? 0) - 0.15) < 1e-12)
    #expect(rows[0].input == 0.1 && rows[0].pair == nil && rows[0].threshold == 0.05)
    let table = MapScoreTable(small.study, try small.study.ledger())
    #expect(table.markdown.contains("cka-debiased | 2 | 0.100 | 0.300 |  |"))
    #expect(table.csv.split(separator: "\n").count == 2)
  }

  @Test func measuresOfRetrievalAreColumns() throws {
    let small = try HandmadeStudy(
      models: "[lin, nn]", measures: "{also: [cka-debiased, recall-at-1, mean-reciprocal-rank]}")
    try small.search()
    for cell in 0..<2 {
      var record = try small.record(.final(cell: cell, repetition: 0))
      record.result?.measured = [
        MapScore(measure: "cka-debiased", input: .init(value: 0.1), target: .init(value: 0.2)),
        MapScore(measure: "recall-at-1", target: .init(value: 0.5 + Double(cell), chance: 0.25)),
        MapScore(measure: "mean-reciprocal-rank", target: .init(value: 0.75, chance: 0.5)),
      ]
      try small.append(record)
    }
    let table = MapScoreTable(small.study, try small.study.ledger())
    let retrieval = table.retrieval
    #expect(retrieval.titles == ["recall-at-1", "mean-reciprocal-rank"] && retrieval.chance == [0.25, 0.5])
    #expect(retrieval.cells.map(\.scores) == [[0.5, 0.75], [1.5, 0.75]])
    #expect(table.otherRows.map(\.measure) == ["cka-debiased", "cka-debiased"])
    var context = PageContext()
    context.add(table)
    #expect(context.retrieval.map(\.values) == [["0.500", "0.750"], ["1.500", "0.750"]])
    #expect(context.scores.count == 2 && context.retrievalChance == ["0.250", "0.500"])
  }

  @Test func nothingIsAskedFor() throws {
    let small = try HandmadeStudy(models: "[lin]")
    #expect(MapScoreTable(small.study, try small.study.ledger()).markdown.isEmpty)
  }
}
