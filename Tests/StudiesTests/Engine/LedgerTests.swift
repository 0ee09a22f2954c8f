import Foundation
import Testing

@testable import Studies

@Suite struct LedgerTests {
  private func ledger(_ directory: TestDirectory, _ journals: [[JournalEntry<FitResult>]]) throws -> MapLedger
  {
    for (place, entries) in journals.enumerated() {
      try StorageExamples.write(entries, to: directory.journal("j\(place)"))
    }
    let ledger = MapLedger(directory.study, try StorageExamples.experiment())
    try ledger.refresh()
    return ledger
  }

  @Test func twoRecordsOfAFitCountOnce() throws {
    let first = StorageExamples.record(1)
    var second = StorageExamples.record(1, attempt: 2, worker: "other")
    (second.seconds, second.host, second.started) = (9, "elsewhere", "2026-01-01T00:00:00Z")
    let ledger = try ledger(TestDirectory(), [[.record(first)], [.record(second)]])
    #expect(ledger.all == [first])
  }

  @Test func differingRecordsNameBothAndCanBeDoneAgain() throws {
    let directory = try TestDirectory()
    let first = StorageExamples.record(1, worker: "one")
    var second = StorageExamples.record(1, worker: "two")
    let other = LossCurve(second.heldOut.values.map { $0.nextUp * 1.000001 })
    second.result?.heldOut = other
    let error = #expect(throws: StudyError.self) {
      _ = try ledger(directory, [[.record(first)], [.record(second)]])
    }
    #expect(error?.exitCode == 65)
    let text = error?.description ?? ""
    #expect(text.contains("j1.jsonl:1") && text.contains("one.jsonl") && text.contains(first.unit))
    let again = try ledger(
      directory, [[.record(first)], [.record(second)], [.retry(RetryRecord(unit: first.unit, after: 1))]])
    #expect(again.all.isEmpty)
    #expect(again.nextAttempt(of: first.unit) == 2)
  }

  @Test func nothingDependsOnTheOrderOfJournals() throws {
    var failed = StorageExamples.record(1, attempt: 3)
    (failed.state, failed.reason, failed.result) = (.failed, "gave up", nil)
    let crash = { (attempt: Int) -> JournalEntry<FitResult> in
      .crash(CrashRecord(unit: failed.unit, attempt: attempt, reason: "signal 9", worker: "w"))
    }
    let entries: [JournalEntry<FitResult>] = [
      .record(failed), .retry(RetryRecord(unit: failed.unit, after: 3)), crash(1), crash(4),
      .record(StorageExamples.record(1, attempt: 5)), .record(StorageExamples.record(2)),
    ]
    var generator = Numbers(state: 1)
    for _ in 0..<30 {
      let ledger = try ledger(TestDirectory(), entries.shuffled(using: &generator).map { [$0] })
      #expect(ledger.totals.count == 2)
      #expect(ledger.all.first { $0.unit == failed.unit }?.attempt == 5)
      #expect(ledger.crashes(of: failed.unit).map(\.attempt) == [4])
      #expect(ledger.nextAttempt(of: failed.unit) == 5)
    }
  }

  @Test func aResultStandsAboveAFailure() throws {
    var failed = StorageExamples.record(1, attempt: 3)
    (failed.state, failed.reason, failed.result) = (.failed, "gave up", nil)
    let late = StorageExamples.record(1, attempt: 1)
    for order in [[failed, late], [late, failed]] {
      #expect(try ledger(TestDirectory(), order.map { [.record($0)] }).all == [late])
    }
  }

  @Test func aWithdrawnResultIsNoticedLater() throws {
    let directory = try TestDirectory()
    let record = StorageExamples.record(1)
    let ledger = try ledger(directory, [[.record(record)]])
    #expect(ledger.withdrawals == 0)
    try StorageExamples.write(
      [.retry(RetryRecord(unit: record.unit, after: 1))], to: directory.journal("later"))
    #expect(try ledger.refresh().isEmpty)
    #expect(ledger.all.isEmpty && ledger.withdrawals == 1)
  }

  @Test func whatThePlanDoesNotHaveIsKeptAndNotShown() throws {
    let own = StorageExamples.record(1)
    var other = StorageExamples.record(2)
    other.unit = own.unit.replacing("lr=0.01", with: "lr=0.5")
    let ledger = try ledger(TestDirectory(), [[.record(own), .record(other)], [.record(other)]])
    #expect(ledger.all == [own] && ledger.hiddenCount == 1)
  }
}

extension Ledger {
  /// All records, in the order of the plan.
  var all: [Record] {
    var records: [Record] = []
    forEachRecord { records.append($1) }
    return records
  }
}
