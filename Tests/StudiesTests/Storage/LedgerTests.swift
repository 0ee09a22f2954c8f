import Foundation
import Testing

@testable import Studies

@Suite struct LedgerTests {
  private func ledger(_ directory: TestDirectory, _ journals: [[JournalEntry]]) throws -> Ledger {
    for (place, entries) in journals.enumerated() {
      try StorageExamples.write(entries, to: directory.journal("j\(place)"))
    }
    let ledger = Ledger(directory.study, plan: try StorageExamples.plan())
    try ledger.refresh()
    return ledger
  }

  @Test func twoRecordsOfAFitCountOnce() throws {
    let first = StorageExamples.record(1)
    var second = StorageExamples.record(1, attempt: 2, worker: "other")
    (second.seconds, second.host, second.started) = (9, "elsewhere", "2026-01-01T00:00:00Z")
    let ledger = try ledger(TestDirectory(), [[.record(first)], [.record(second)]])
    #expect(ledger.records == [first.fit: first])
  }

  @Test func differingRecordsNameBothAndCanBeDoneAgain() throws {
    let directory = try TestDirectory()
    let first = StorageExamples.record(1, worker: "one")
    var second = StorageExamples.record(1, worker: "two")
    second.heldOut = LossCurve(second.heldOut.values.map { $0.nextUp * 1.000001 })
    let error = #expect(throws: StudyError.self) {
      _ = try ledger(directory, [[.record(first)], [.record(second)]])
    }
    #expect(error?.exitCode == 65)
    let text = error?.description ?? ""
    #expect(text.contains("j1.jsonl:1") && text.contains("one.jsonl") && text.contains("c1/s0/f0"))
    let again = try ledger(
      directory, [[.record(first)], [.record(second)], [.retry(RetryRecord(fit: first.fit, after: 1))]])
    #expect(again.records.isEmpty)
    #expect(again.nextAttempt(of: first.fit) == 2)
  }

  @Test func nothingDependsOnTheOrderOfJournals() throws {
    var failed = StorageExamples.record(1, attempt: 3)
    (failed.state, failed.reason) = (.failed, "gave up")
    let crash = { (attempt: Int) -> JournalEntry in
      .crash(CrashRecord(fit: failed.fit, attempt: attempt, reason: "signal 9", worker: "w"))
    }
    let entries: [JournalEntry] = [
      .record(failed), .retry(RetryRecord(fit: failed.fit, after: 3)), crash(1), crash(4),
      .record(StorageExamples.record(1, attempt: 5)), .record(StorageExamples.record(2)),
    ]
    var generator = Numbers(state: 1)
    for _ in 0..<30 {
      let ledger = try ledger(TestDirectory(), entries.shuffled(using: &generator).map { [$0] })
      #expect(ledger.records.count == 2)
      #expect(ledger.records[failed.fit]?.attempt == 5)
      #expect(ledger.crashes(of: failed.fit).map(\.attempt) == [4])
      #expect(ledger.nextAttempt(of: failed.fit) == 5)
    }
  }

  @Test func aResultStandsAboveAFailure() throws {
    var failed = StorageExamples.record(1, attempt: 3)
    (failed.state, failed.reason) = (.failed, "gave up")
    let late = StorageExamples.record(1, attempt: 1)
    for order in [[failed, late], [late, failed]] {
      #expect(try ledger(TestDirectory(), order.map { [.record($0)] }).records == [late.fit: late])
    }
  }

  @Test func aWithdrawnResultIsNoticedLater() throws {
    let directory = try TestDirectory()
    let record = StorageExamples.record(1)
    let ledger = try ledger(directory, [[.record(record)]])
    #expect(ledger.withdrawals == 0)
    try StorageExamples.write(
      [.retry(RetryRecord(fit: record.fit, after: 1))], to: directory.journal("later"))
    #expect(try ledger.refresh().isEmpty)
    #expect(ledger.records.isEmpty && ledger.withdrawals == 1)
  }

  @Test func fitsThatThePlanDoesNotHaveAreNamed() throws {
    var record = StorageExamples.record(1)
    record.fit = .search(cell: 1000, setting: 0, fold: 0)
    let error = #expect(throws: StudyError.self) { _ = try ledger(TestDirectory(), [[.record(record)]]) }
    #expect(error?.description.contains("j0.jsonl:1: the plan has no fit c1000/s0/f0") == true)
  }
}
