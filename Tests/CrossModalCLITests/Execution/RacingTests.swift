import Foundation
import StudyTestSupport
import Testing

@testable import CrossModalCLI
@testable import Studies

/// Races from the command line.
@Suite struct RacingTests {
  private func small(epochs: Int = 9) throws -> SmallStudy {
    try SmallStudy(
      epochs: epochs, learningRates: "[0.1, 0.01, 0.001, 0.0001]",
      extra: "search: {kind: racing, first-epochs: 1}")
  }

  @Test("any number of workers, and a kill, give the same results; all commands know a race")
  func sameResults() async throws {
    let small = try small()
    let run = try await small.run(workers: 1)
    #expect(run.code == 0, "\(run.errors)")
    let expected = try await small.results()
    #expect(expected.contains(",epochs=1/fold=") && expected.contains(",epochs=2/fold="))
    #expect(!FileManager.default.fileExists(atPath: small.study() + "/rungs"))
    #expect(try await small.run("three", workers: 3).code == 0)
    #expect(try await small.results("three") == expected)
    // A kill at any moment; only SIGKILL, since children of tests may ignore others.
    for milliseconds in [300, 600, 900] {
      _ = try await small.run("killed", workers: 2) { process in
        try? await Task.sleep(for: .milliseconds(milliseconds))
        kill(process, SIGKILL)
      }
    }
    #expect(try await small.run("killed", workers: 2).code == 0)
    #expect(try await small.results("killed") == expected)
    #expect(!FileManager.default.fileExists(atPath: small.study("killed") + "/rungs"))

    let status = try await Program.run(["status", small.study(), "--json"])
    #expect(status.output.contains(#""share" : 1"#), "\(status.output.prefix(2000))")
    let best = try await Program.run(["best", small.study()])
    #expect(best.output.contains("rung 1, to epoch 1: 4 settings, "))
    let verified = try await Program.run(["verify", small.study()])
    #expect(verified.code == 0 && verified.output.contains(" 0 have none yet"), "\(verified.output)")
    let merged = try await Program.run(
      ["merge", small.study(), small.study("three"), "-o", small.study("merged")])
    #expect(merged.code == 0, "\(merged.errors)")
    #expect(try await small.results("merged") == expected)
    let models = try await Program.run(
      ["export", small.study(), "--to", "models", "-o", small.directory + "/models"])
    #expect(models.code == 0, "\(models.errors)")

    let race = try await Program.run(["verify", small.study(), "--race", "--cells", "2"])
    #expect(race.code == 0 && race.output.contains(" of 2 cells have the same winner"), "\(race.errors)")
    let json = try await Program.run(["verify", small.study(), "--race", "--json"])
    #expect(try DocumentCheck.problems(of: [json.output], [.version] + RaceDocument.fields) == [])
    // Nothing of it is in the study.
    #expect(try await small.results() == expected)
  }

  @Test func badInputIsOneLine() async throws {
    let one = try small(epochs: 1)
    for override in ["search.first-epochs=0", "search.factor=1", "search.kind=race", "name=x"] {
      let result = try await Program.run(["plan", one.configuration, "--set", override])
      #expect(result.code == 64 && result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }
    let grid = try SmallStudy(learningRates: "[0.01]")
    try await grid.run()
    for arguments in [["--race"], ["--cells", "2"], ["--race", "--cells", "0"]] {
      let result = try await Program.run(["verify", grid.study()] + arguments)
      #expect(result.code == 64 && result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }
    let other = try await Program.run(
      ["run", grid.configuration, "--study", grid.study(), "--set", "search={kind: racing, first-epochs: 1}"])
    #expect(other.code == 64 && other.errors.contains("search"), "\(other.errors)")
  }
}
