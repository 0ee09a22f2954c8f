import Foundation
import StudyTestSupport
import Testing

@testable import Reports
@testable import Studies

@Suite struct StudyStatusTests {
  @Test("reasons of failures reach a terminal without control characters", arguments: ReportTextTests.hostile)
  func hostile(name: String) throws {
    let small = try HandmadeStudy(models: "[lin]")
    let fit = FitIdentifier.search(cell: 0, setting: 0, fold: 0)
    try small.append(small.record(fit, state: .failed, reason: name))
    let status = try StatusObserver(small.study, details: MapExperiment.details).look()
    let reason = try #require(status.failures.first?.reason)
    #expect(!reason.unicodeScalars.contains { $0.isControl })
    #expect(reason == ReportText.terminal(name))
  }

  @Test("results keep one line for each fit whatever a reason says") func results() throws {
    let small = try HandmadeStudy(models: "[lin]")
    let fit = FitIdentifier.search(cell: 0, setting: 0, fold: 0)
    try small.append(small.record(fit, state: .failed, reason: "=cmd()\u{1B}[31m"))
    let csv = try ResultsTable(small.study.ledger()).csv
    #expect(csv.split(separator: "\n").count == 2)
    #expect(csv.contains(",'=cmd()\u{FFFD}[31m,"))
  }
}

extension StudyStatusTests {
  @Test("the declared keys are those of the document") func fields() throws {
    let small = try HandmadeStudy(losses: "[{max-margin: {margin: [2.5]}}]")
    try small.search()
    let fit = FitIdentifier.final(cell: 0, repetition: 0)
    try small.append(small.record(fit, state: .failed, reason: "killed"))
    var status = try StatusObserver(small.study, details: MapExperiment.details).look()
    (status.progress.rate, status.progress.secondsLeft) = (1, 2)
    status.workers = [
      .init(worker: "w", host: "h", unit: "c0-final-f0", secondsSinceSign: 0.5, lives: true)
    ]
    status.tornJournals = ["w.jsonl"]
    let everything = try HandmadeStudy.withEverything()
    status.best += try CellChoice.all(everything.study, ledger: everything.study.ledger())
    let second = try HandmadeStudy.withSecondChoices()
    status.best += try CellChoice.all(second.study, ledger: second.study.ledger())
    let counts =
      #"{"texts":9,"trainingTexts":8,"vocabulary":7,"words":6,"wordsRead":5,"emptyTexts":4,"labels":3}"#
    let encoding = try JSONDecoder().decode(
      MapInputs.Encoding.self,
      from: Data(
        (#"{"recipe":"r","epochs":3,"bestEpoch":2,"precision":[{"training":0.5,"others":0.25}],"counts":"#
          + counts
          + "}").utf8))
    status.encoders = [.init(features: "words", encoding: encoding)]
    let text = String(decoding: try JSONEncoder().encode(status), as: UTF8.self)
    #expect(try DocumentCheck.problems(of: [text], StudyStatus.fields) == [])
  }
}
