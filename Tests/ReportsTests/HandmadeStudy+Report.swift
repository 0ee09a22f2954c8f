import Studies
import StudyTestSupport

@testable import Reports

extension HandmadeStudy {
  /// The report of what is in the journal.
  func report(ratings: RatingsTable = RatingsTable()) throws -> StudyReport {
    let ledger = try study.ledger()
    return StudyReport(
      study, ledger: ledger, progress: try ProgressMeter(ledger).update(), ratings: ratings)
  }

  static let options = StudyReport.Options(
    program: "crossmodal test", command: "crossmodal report study", date: "2025-01-02", refresh: 5)
}
