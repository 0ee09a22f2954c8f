import Foundation
import StudyTestSupport
import Testing

@testable import Studies

@Suite struct StudyMergeTests {
  private func copy(_ small: HandmadeStudy, _ name: String) throws -> MapStudy {
    let path = small.directory + "/" + name
    try FileManager.default.copyItem(atPath: small.study.directory.path, toPath: path)
    return try Study(opening: path)
  }

  @Test("different results of one unit are refused, a failure gives way to a result") func contradictions()
    throws
  {
    let small = try HandmadeStudy(models: "[lin]", grid: "{learning-rate: [0.01]}")
    let (left, right) = (try copy(small, "left"), try copy(small, "right"))
    let fits = Array(small.study.plan.searchFitIdentifiers.prefix(3))
    func write(_ study: MapStudy, _ records: [FitRecord]) throws {
      let journal = try JournalWriter(study.directory, worker: "hand-\(UUID().uuidString)")
      for record in records { try journal.append(.record(record)) }
    }
    try write(left, [small.record(fits[0]), small.record(fits[1], state: .failed, reason: "killed")])
    try write(right, [small.record(fits[0]), small.record(fits[1]), small.record(fits[2])])
    let merged = small.directory + "/merged"
    let outcome = try StudyMerge([left, right]).write(to: merged)
    #expect(
      outcome == .init(done: 3, total: small.study.plan.numbers.count, results: [2, 3], shared: 2, hidden: 0))
    let ledger = try MapStudy(opening: merged).ledger()
    #expect(ledger[fits[1]]?.state == .finished)
    // The other way round it is the same.
    let reversed = small.directory + "/reversed"
    _ = try StudyMerge([right, left]).write(to: reversed)
    #expect(try MapStudy(opening: reversed).ledger()[fits[1]]?.state == .finished)
    // A third study with another result of the first unit.
    let wrong = try copy(small, "wrong")
    try write(wrong, [small.record(fits[0], heldOut: [3, 2, 2])])
    let error = #expect(throws: StudyError.self) {
      try StudyMerge([left, wrong]).write(to: small.directory + "/none")
    }
    #expect(error?.exitCode == 65 && error?.description.contains("differs from the one in") == true)
    #expect(!FileManager.default.fileExists(atPath: small.directory + "/none"))
  }

  @Test("what was taken back in a study does not count, in the other it does") func takenBack() throws {
    let small = try HandmadeStudy(models: "[lin]", grid: "{learning-rate: [0.01]}")
    let fit = Array(small.study.plan.searchFitIdentifiers)[0]
    let (left, right) = (try copy(small, "left"), try copy(small, "right"))
    let wrong = try JournalWriter(left.directory, worker: "w1")
    try wrong.append(.record(small.record(fit, heldOut: [3, 2, 1])))
    try wrong.append(JournalEntry<FitResult>.retry(RetryRecord(unit: try small.name(fit), after: 1)))
    try JournalWriter(right.directory, worker: "w2").append(.record(small.record(fit)))
    let merged = small.directory + "/merged"
    let outcome = try StudyMerge([left, right]).write(to: merged)
    #expect(outcome.results == [0, 1] && outcome.shared == 0)
    let record = try #require(try MapStudy(opening: merged).ledger()[fit])
    #expect(record.agrees(with: try small.record(fit)))
  }

  @Test("other kernels have other bits") func kernels() throws {
    let small = try HandmadeStudy(models: "[lin]", grid: "{learning-rate: [0.01]}")
    let other = try copy(small, "other")
    var manifest = other.manifest
    manifest.kernels.vectorBits = 64
    try manifest.write(other.directory)
    let error = #expect(throws: StudyError.self) {
      try StudyMerge([small.study, MapStudy(opening: other.directory.path)])
    }
    #expect(error?.exitCode == 64 && error?.description.contains("whose bits differ") == true)
  }
}
