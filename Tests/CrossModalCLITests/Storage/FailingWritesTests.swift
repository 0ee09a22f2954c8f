import Foundation
import Testing

/// A disk that stops taking what is written to journals: `write` or `fsync` fails from some call on.
@Suite(.serialized) struct FailingWritesTests {
  @Test func aLimitOfFileSizesIsOneLine() async throws {
    let files = try VectorFiles()
    let line = "ulimit -f 4; '\(Program.path)' neighbors a.npy -k 40 -o n.npy"
    let result = try await Program.run(executable: "/bin/bash", ["-c", line], in: files.directory)
    #expect(result.code == 74 && result.errorLines.count == 1, "\(result.errors)")
    #expect(result.errors.contains("n.npy: cannot be written: File too large"), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: files.path("n.npy")))
  }

  @Test(arguments: ["write", "fsync"]) func nothingIsLost(_ call: String) async throws {
    let small = try SmallStudy()
    try await small.run("whole")
    let faults = try await FaultLibrary(small)
    for after in [0, 1, 30] {
      let result = try await small.run(
        "study", workers: 2,
        environment: faults.environment(["FAIL_CALL": call, "FAIL_AFTER": "\(after)"]))
      #expect(result.code == 74)
      let last = try #require(result.errorLines.last)
      #expect(last.hasPrefix("crossmodal: ") && last.contains(".jsonl: Input/output error"))
    }
    let before = Set(try await small.results().split(separator: "\n"))
    #expect(before.count > 30)
    #expect(try await small.run().code == 0)
    let whole = try await small.results("whole")
    #expect(try await small.results() == whole)
    #expect(before.isSubset(of: Set(whole.split(separator: "\n"))))
  }
}
