import StudyTestSupport
import Testing

@testable import Reports
@testable import Studies

@Suite struct StudyStatusTests {
  @Test("reasons of failures reach a terminal without control characters", arguments: ReportTextTests.hostile)
  func hostile(name: String) throws {
    let small = try HandmadeStudy(models: "[lin]")
    let fit = FitIdentifier.search(cell: 0, setting: 0, fold: 0)
    try small.append(small.record(fit, setting: 0, state: .failed, reason: name))
    let status = try StudyStatus(small.study)
    let reason = try #require(status.failures.first?.reason)
    #expect(!reason.unicodeScalars.contains { $0.isControl })
    #expect(reason == ReportText.terminal(name))
  }

  @Test("results keep one line for each fit whatever a reason says") func results() throws {
    let small = try HandmadeStudy(models: "[lin]")
    let fit = FitIdentifier.search(cell: 0, setting: 0, fold: 0)
    try small.append(small.record(fit, setting: 0, state: .failed, reason: "=cmd()\u{1B}[31m"))
    let csv = ResultsTable(small.study, ledger: try small.study.ledger()).csv
    #expect(csv.split(separator: "\n").count == 2)
    #expect(csv.contains(",'=cmd()\u{FFFD}[31m,"))
  }
}
