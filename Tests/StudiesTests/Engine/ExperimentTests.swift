import Dense
import Foundation
import Testing

@testable import Studies

/// The engine with an experiment that it has never seen: everything but the four types of `CountingExperiment` is its own.
@Suite struct ExperimentTests {
  private let path = NSTemporaryDirectory() + "crossmodal-counting-\(UUID().uuidString)"

  private func study(_ numbers: String, seed: Int = 1) throws -> Study<CountingExperiment> {
    let configuration = try CountingConfiguration.parse(
      "version: 1\nkind: counting\nname: c\nseed: \(seed)\nnumbers: \(numbers)\n", file: "/x.yaml",
      currentDirectory: "/")
    return try Study(configuration, at: path, kernels: KernelChoice(path: .openblas))
  }

  private func values(_ study: Study<CountingExperiment>) throws -> [Int?] {
    let ledger = try study.ledger()
    return (0..<study.experiment.unitCount).map { ledger.record($0)?.result?.value }
  }

  @Test func unitsAreRunGrownVerifiedAndDoneAgain() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let narrow = try study("[1, 2, 3]")
    #expect(try ProgressMeter(narrow.ledger()).update().total == 5)
    #expect(try Worker(narrow).run() == .complete)
    // Squares, then the sums of even and odd ones.
    #expect(try values(narrow) == [1, 4, 9, 4, 10])
    let wide = try study("[1, 2, 3, 4]")
    // The even sum is another one now; the odd one still counts.
    #expect(try values(wide) == [1, 4, 9, nil, nil, 10])
    #expect(try wide.ledger().hiddenCount == 1)
    let journals = try FileManager.default.contentsOfDirectory(atPath: wide.directory.journals)
    for name in journals {
      // A journal belongs to one process, and this test is only one.
      try FileManager.default.moveItem(
        atPath: "\(wide.directory.journals)/\(name)", toPath: "\(wide.directory.journals)/first-\(name)")
    }
    #expect(try Worker(wide).run() == .complete)
    #expect(try values(wide) == [1, 4, 9, 16, 20, 10])
    #expect(try StudyVerification(wide).run(sample: 10) { _ in }.repeated.count == 6)
    for name in try FileManager.default.contentsOfDirectory(atPath: wide.directory.journals)
    where !name.hasPrefix("first") {
      try FileManager.default.moveItem(
        atPath: "\(wide.directory.journals)/\(name)", toPath: "\(wide.directory.journals)/second-\(name)")
    }
    #expect(try StudyRetry(wide).withdraw(["square/4"]) == ["square/4"])
    #expect(try values(wide) == [1, 4, 9, nil, nil, 10])
    #expect(throws: StudyError.self) { try StudyRetry(wide).withdraw(["square/5"]) }
    #expect(throws: StudyError.self) { try study("[1]", seed: 2) }
  }

  @Test func otherKindsRefuseItsDirectory() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = try study("[1]")
    let error = #expect(throws: StudyError.self) { _ = try MapStudy(opening: path) }
    #expect(error?.description.contains("its kind is counting, not maps") == true)
    #expect(throws: StudyError.self) { _ = try Experiments.study(path) }
  }
}
