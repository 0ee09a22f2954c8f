import CrossModal
import Dense
import StudyTestSupport
import Testing
import VectorFiles

@testable import Studies

@Suite struct FurtherMeasuresTests {
  @Test func everyFinalFitHasTheJaccardIndex() throws {
    let small = try HandmadeStudy(models: "[lin]")
    try small.search()
    let ledger = try small.study.ledger()
    let runner = FitRunner(small.study, data: try MapData(small.study), path: .openblas)
    let unit = small.study.plan.unit(of: .final(cell: 0, repetition: 0))
    let overlaps = try #require(try runner.run(unit, ledger: ledger) { true }?.result?.overlaps)
    #expect(overlaps.count == 4)
    for overlap in overlaps {
      let jaccard = try #require(overlap.further?["jaccard"])
      // |A ∩ B| / (2K − |A ∩ B|), averaged over items, lies between the value of the mean and the mean itself.
      for (jaccard, mean) in [
        (jaccard.input, overlap.input), (jaccard.target, overlap.target), (jaccard.pair, overlap.pair),
      ] { #expect(jaccard <= mean && jaccard >= mean / (2 - mean) - 1e-12) }
    }
    // It comes through a journal unchanged, and is in the columns.
    let record = try small.record(.final(cell: 0, repetition: 0), overlaps: overlaps)
    let line = BoundedBytes(copying: try JournalLine.bytes(of: JournalEntry.record(record)).dropLast())
    var reader = UnitRecordReader<FitResult>()
    #expect(JournalLine.entry(in: line, &reader) == .record(record))
    let columns = FitQuantities.all.map(\.column)
    let at = try #require(columns.firstIndex(of: "y_f_jaccard_euclidean_no_self"))
    try small.append(record)
    let row = FitRow(.final(cell: 0, repetition: 0), record, in: try small.study.ledger())
    #expect(FitQuantities.all[at].value(row) == .number(try #require(overlaps[3].further?["jaccard"]).target))
    #expect(
      columns[at - 10...at - 8] == [
        "x_f_jaccard_cosine_self", "y_f_jaccard_cosine_self", "x_y_jaccard_cosine_self",
      ])
  }
}
