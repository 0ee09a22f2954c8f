import Foundation
import StudyTestSupport
import Testing

@testable import Reports

@Suite struct OptunaJournalTests {
  @Test("a study for each cell, a trial for each setting with all its folds") func operations() throws {
    let small = try HandmadeStudy(losses: "[mse, {max-margin: {margin: [0.5, 1]}}]")
    try small.search()
    let text = try OptunaJournal(small.study, ExportedSearch.all(small.study.ledger())).text
    let lines = try text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    let codes = lines.compactMap { $0["op_code"] as? Int }
    #expect(codes.count { $0 == 0 } == small.study.plan.cells.count)
    #expect(codes.count { $0 == 4 } == small.study.plan.settings)
    let trial = try #require(lines.first { $0["op_code"] as? Int == 4 })
    // Fold curves [3, 2, 4] and [3, 2.1, 4]: the mean's lowest is 2.05 at epoch 2.
    #expect(abs((trial["value"] as? Double ?? 0) - 2.05) < 1e-6)
    #expect(trial["state"] as? Int == 1)
    let curve = try #require(trial["intermediate_values"] as? [String: Double])
    #expect(curve.count == 3 && curve["1"] == 3 && curve["3"] == 4)
    #expect((trial["params"] as? [String: Double])?["learning_rate"] == 0.01)
    #expect(trial["datetime_start"] as? String == "2025-01-02T03:04:05Z")
    #expect(trial["datetime_complete"] as? String == "2025-01-02T03:04:06Z")
  }

  @Test("a setting without all folds is left out, one with a diverged fold is a failed trial") func states()
    throws
  {
    let small = try HandmadeStudy(models: "[lin]")
    try small.append(small.record(.search(cell: 0, setting: 0, fold: 0)))
    for fold in 0..<2 {
      try small.append(
        small.record(
          .search(cell: 0, setting: 1, fold: fold), state: fold == 0 ? .diverged : .finished))
    }
    let text = try OptunaJournal(small.study, ExportedSearch.all(small.study.ledger())).text
    let trials = text.split(separator: "\n").filter { $0.contains("\"op_code\":4") }
    #expect(trials.count == 1)
    #expect(trials[0].contains("\"state\":3") && trials[0].contains("\"value\":null"))
  }
}
