import Foundation
import Testing

@Suite struct MergeCommandTests {
  private func merge(_ studies: [String], into output: String) async throws -> Program.Result {
    try await Program.run(["merge"] + studies + ["-o", output])
  }

  @Test("two halves that share nothing equal one whole, whatever both have done") func halves() async throws {
    let small = try SmallStudy()
    try await small.run("whole")
    // One machine had both rates and was stopped early, the other only the second rate; both have some fits.
    try await small.run("left", ["--set", "models=[lin]"])
    try await small.run("right", ["--set", "grid.learning-rate=[0.001]"])
    let result = try await merge([small.study("left"), small.study("right")], into: small.study("both"))
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.errors.contains("in more than one: 3") || result.errors.contains("in more than one: "))
    #expect(result.errors.contains("more are of values that the first study's configuration does not have"))
    let before = try FileManager.default.contentsOfDirectory(atPath: small.study("both") + "/journals").count
    #expect(before >= 2)
    try await small.run("both")
    #expect(try await small.results("both") == small.results("whole"))
    // Nothing that a half had done was done again: its results are under its workers' names.
    let units = try journalUnits(small.study("both"))
    #expect(units.count == Set(units).count)
    #expect(try await Program.run(["verify", small.study("both")]).code == 0)
    // The halves are as they were.
    #expect(try await Program.run(["verify", small.study("right")]).code == 0)
  }

  @Test("what contradicts, is of other data or has no room is refused in one line") func refused()
    async throws
  {
    let small = try SmallStudy(epochs: 1)
    try await small.run("one", ["--set", "models=[lin]"])
    let seeded = try await small.run("seeded", ["--set", "models=[lin]", "--set", "seed=6"])
    #expect(seeded.code == 0)
    try await small.run("tampered", ["--set", "models=[lin]"])
    let other = try SmallStudy(epochs: 1, rows: 301)
    try await other.run("other", ["--set", "models=[lin]"])
    func expect(_ studies: [String], _ output: String, _ code: Int32, _ words: String) async throws {
      let result = try await merge(studies, into: output)
      #expect(result.code == code && result.errors.contains(words), "\(result.code): \(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1 && result.output.isEmpty)
    }
    let (one, new) = (small.study("one"), small.study("new"))
    try await expect([one, small.study("seeded")], new, 64, "seed is 5 there and 6 here")
    try await expect([one, other.study("other")], new, 64, "is another")
    try await expect([one], new, 64, "one study")
    try await expect([one, one], new, 64, "given twice")
    try await expect([one, small.directory + "/nothing"], new, 74, "no study here")
    try await expect([one, small.study("tampered")], small.directory, 64, "is no study")
    #expect(!FileManager.default.fileExists(atPath: new))
    let result = try await merge([one, small.study("tampered")], into: new)
    #expect(result.code == 0)
    try await expect([one, small.study("tampered")], new, 64, "holds a study already")
  }

  private func journalUnits(_ study: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: study + "/journals").flatMap { name in
      try String(contentsOfFile: study + "/journals/" + name, encoding: .utf8)
        .matches(of: /"unit":"([^"]*)"/).map { String($0.1) }
    }
  }
}
