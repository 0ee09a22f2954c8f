import Foundation
import Testing

/// A random search keeps the promises of a grid.
@Suite struct RandomSearchTests {
  private static let search =
    "search: {kind: random, trials: 3, ranges: {learning-rate: {log: [1e-3, 1e-1]}, hidden-units: {int: [4, 12]}, margin: [0.5, 1]}}"

  @Test("any number of workers, a kill and more trials come to the same results") func promises() async throws
  {
    let small = try SmallStudy(extra: Self.search)
    let more = ["--set", "search.trials=5"]
    #expect(try await small.run("fresh", workers: 1, more).code == 0)
    let fresh = try await small.results("fresh")
    // A header, 8 cells of 5 trials on 5 folds, and 40 final fits.
    #expect(fresh.split(separator: "\n").count == 241)

    let killed = try await small.run("grown") { process in
      await waitForFits(small, 10, in: "grown")
      kill(-process, SIGKILL)
    }
    #expect(killed.code != 0)
    #expect(try await small.run("grown").code == 0)
    let first = try await small.attempts("grown")
    #expect(first.count == 160)
    #expect(try await small.run("grown", more).code == 0)
    #expect(try await small.results("grown") == fresh)
    let second = try await small.attempts("grown")
    // Nothing of the search was trained again.
    for (name, attempt) in first where name.contains("/fold=") && !name.contains("/epochs=") {
      #expect(second[name] == attempt)
    }
  }

  @Test func whatIsExportedToOptunaHasTheRanges() async throws {
    let small = try SmallStudy(epochs: 2, extra: Self.search)
    #expect(try await small.run().code == 0)
    let file = small.directory + "/journal.log"
    let exported = try await Program.run(
      ["export", small.study(), "--to", "optuna-journal", "-o", file])
    #expect(exported.code == 0, "\(exported.errors)")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let trial = try #require(text.split(separator: "\n").first { $0.contains("hidden_units") })
    let line = try #require(
      try JSONSerialization.jsonObject(with: Data(trial.utf8)) as? [String: Any])
    let distributions = try #require(line["distributions"] as? [String: String])
    func attributes(_ name: String) throws -> [String: Any] {
      let text = try #require(distributions[name])
      let whole = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      return try #require(whole?["attributes"] as? [String: Any])
    }
    let rate = try attributes("learning_rate")
    #expect(rate["low"] as? Double == 0.001 && rate["high"] as? Double == 0.1 && rate["log"] as? Bool == true)
    let units = try attributes("hidden_units")
    #expect(units["low"] as? Int == 4 && units["high"] as? Int == 12 && units["log"] as? Bool == false)
    let best = try await Program.run(["best", small.study(), "--json"])
    #expect(best.output.contains(#""reason": "a random search tries no full grid""#))
  }
}
