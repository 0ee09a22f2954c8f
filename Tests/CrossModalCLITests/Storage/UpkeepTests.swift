import Foundation
import Testing

/// `verify`, `retry`, `status`, `index`: looking after a study.
@Suite(.serialized) struct UpkeepTests {
  private func finished(_ rates: String = "[0.01, 0.001]") async throws -> SmallStudy {
    let small = try SmallStudy(learningRates: rates)
    let code = try await small.run("study", workers: 2, ["--set", "measures.k=4"]).code
    try #require(code == (rates.contains("1e30") ? 3 : 0))
    return small
  }

  @Test func verifyAcceptsWhatIsRight() async throws {
    let small = try await finished()
    let result = try await Program.run(["verify", small.study(), "--json"])
    #expect(result.code == 0, "\(result.errors)")
    let found = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(found["version"] as? Int == 1)
    #expect(found["done"] as? Int == SmallStudy.fits && found["missing"] as? Int == 0)
    #expect((found["repeated"] as? [String])?.count == 8)
  }

  @Test func verifyCountsWhatIsMissing() async throws {
    let small = try SmallStudy(epochs: 1000)
    _ = try await small.run { process in
      await waitForFits(small, 20)
      kill(process, SIGTERM)
    }
    let result = try await Program.run(["verify", small.study()])
    #expect(result.code == 75 && result.errors.isEmpty)
    #expect(result.output.contains("have none yet"))
  }

  @Test func verifyFindsDamage() async throws {
    let small = try await finished()
    let data = small.study() + "/data"
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: data).sorted().first)
    for (path, offset) in [(data + "/" + name, 1000), (small.study() + "/manifest.json", 200)] {
      let whole = try #require(FileManager.default.contents(atPath: path))
      var bytes = whole
      bytes[offset] ^= 1
      try bytes.write(to: URL(fileURLWithPath: path))
      for command in ["verify", "worker"] {
        let result = try await Program.run([command, small.study()])
        #expect(result.code == 65 && result.errorLines.count == 1)
        #expect(result.errors.contains("damaged"), "\(result.errors)")
      }
      try whole.write(to: URL(fileURLWithPath: path))
    }
    #expect(try await Program.run(["verify", small.study()]).code == 0)
  }

  @Test func overridesAreRecorded() async throws {
    let small = try await finished()
    let manifest = try String(contentsOfFile: small.study() + "/manifest.json", encoding: .utf8)
    #expect(manifest.contains(#""measures.k=4""#))
    // What the final fits measure changes, and with it the configuration; the search stays.
    let other = try await small.run("study", workers: 1, ["--set", "measures.k=5"])
    #expect(other.code == 0 && other.errors.contains("measures.k is 5 from now on, it was 4"))
    #expect(try await small.run("other", workers: 1, ["--set", "measure.k=5"]).code == 64)
  }

  @Test func otherNumbersInTheSameFiles() async throws {
    let small = try SmallStudy()
    try await small.run()
    let path = small.directory + "/text.csv"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    // Touched only: the same numbers.
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try await small.run().code == 0)
    try ("9" + text).write(toFile: path, atomically: true, encoding: .utf8)
    let changed = try await small.run()
    #expect(changed.code == 64 && changed.errorLines.count == 1)
    #expect(changed.errors.contains("other numbers") && changed.errors.contains("text.csv"))
    try FileManager.default.removeItem(atPath: path)
    #expect(try await small.run().code == 0)
  }

  @Test func retryByName() async throws {
    let small = try await finished()
    let before = try await small.results()
    let fit = SmallStudy.fit("image-to-text/mse/lin/lr=0.001/fold=2")
    let result = try await Program.run(["retry", small.study(), fit])
    #expect(result.code == 0 && result.output == fit + "\n")
    // Without it the search of the cell is not complete, so its five final fits are not shown.
    #expect(try await small.results().split(separator: "\n").count == SmallStudy.fits + 1 - 6)
    let again = try await Program.run(
      ["run", small.configuration, "--study", small.study(), "--set", "measures.k=4"])
    #expect(again.code == 0, "\(again.errors)")
    #expect(try await small.results() == before)
    for name in ["c0/s1/f2", "nonsense", fit + "7", String(fit.dropLast()) + "5", String(fit.dropLast(7))] {
      let wrong = try await Program.run(["retry", small.study(), name])
      #expect(wrong.code == 64 && wrong.errorLines.count == 1)
    }
    #expect(try await Program.run(["retry", small.study()]).output.isEmpty)
  }

  @Test func statusFitsItsScreen() async throws {
    let small = try await finished("[0.01, 1e30]")
    let result = try await Program.run(["status", small.study()])
    #expect(result.code == 0)
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(!result.output.contains("\u{1B}"))
    #expect(result.output.contains("220 of 220 fits") && result.output.contains("diverged: not finite"))
    let json = try await Program.run(["status", small.study(), "--json"])
    let found = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    for key in ["version", "name", "progress", "computed", "workers", "best", "failures", "tornJournals"] {
      #expect(found[key] != nil, "\(key)")
    }
    // A complete study needs no watching.
    #expect(try await Program.run(["status", small.study(), "--watch"]).code == 0)
  }

  /// Watched on a terminal of 16 lines, with more cells and failures than it holds.
  @Test func watchedStatusFillsItsTerminal() async throws {
    let small = try await finished("[0.01, 1e30]")
    let result = try await Program.run(
      executable: "/usr/bin/script",
      ["-qec", "stty rows 16 cols 80; '\(Program.path)' status '\(small.study())' --watch", "/dev/null"],
      environment: ["NO_COLOR": "1", "TERM": "xterm"])
    #expect(result.code == 0, "\(result.errors)")
    let screen = try #require(result.output.split(separator: "\u{1B}[H").last)
    let lines = screen.replacing("\u{1B}[K", with: "").replacing("\u{1B}[J", with: "")
      .split(separator: "\r\n", omittingEmptySubsequences: false)
    // The line of the cursor is the 16th.
    #expect(lines.count == 16 && lines.last?.isEmpty == true, "\(lines)")
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines[0].contains("small: 220 of 220 fits, ") && lines[0].hasSuffix(" diverged"), "\(lines[0])")
    #expect(lines[1] == "[\(String(repeating: "=", count: 40))] 100.0 % of the cost", "\(lines[1])")
    #expect(lines.contains { $0.hasPrefix("  … and ") && $0.hasSuffix("see 'crossmodal results'") })
    #expect(lines.count { $0.contains("-to-") } >= 2)
  }

  @Test func statusShowsWhoIsAtWork() async throws {
    let small = try SmallStudy(epochs: 10_000)
    let seen = Captured()
    _ = try await small.run { process in
      await waitForFits(small, 30)
      await seen.set(try? await Program.run(["status", small.study()]).output)
      kill(process, SIGTERM)
    }
    let text = try #require(await seen.text)
    #expect(text.contains("at work") && text.contains("fits/s") && text.contains(" left"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func theIndexAnswers() async throws {
    let small = try await finished("[0.01, 1e30]")
    func ask(_ sql: String) async throws -> [Substring] {
      let result = try await Program.run(["index", small.study(), "--query", sql])
      try #require(result.code == 0, "\(result.errors)")
      return result.output.split(separator: "\n")
    }
    #expect(try await ask("SELECT count(*) AS n FROM fits") == ["n", "220"])
    #expect(
      try await ask("SELECT kind, count(*) FROM fits GROUP BY kind ORDER BY kind").dropFirst() == [
        "final,40", "search,180",
      ])
    #expect(try await ask("SELECT sum(done), sum(search_fits + final_fits) FROM cells")[1] == "220,220")
    #expect(try await ask("SELECT count(*) FROM settings")[1] == "36")
    let best = try await ask("SELECT cell_name, setting_name, epoch, loss FROM best GROUP BY cell_name")
    let chosen = try await Program.run(["best", small.study()]).output
    #expect(best.count == 9 && best.dropFirst().allSatisfy { chosen.contains($0.split(separator: ",")[0]) })
    // Stale after new results, whole after it is deleted.
    let final = try await ask("SELECT fit FROM fits WHERE kind = 'final' LIMIT 1")[1]
    _ = try await Program.run(["retry", small.study(), SmallStudy.columns(final)[0]])
    #expect(try await ask("SELECT count(*) FROM fits")[1] == "219")
    try FileManager.default.removeItem(atPath: small.study() + "/index.sqlite")
    #expect(try await ask("SELECT count(*) FROM fits")[1] == "219")
    // What is no index is replaced.
    try Data("nonsense".utf8).write(to: URL(fileURLWithPath: small.study() + "/index.sqlite"))
    #expect(try await ask("SELECT count(*) FROM fits")[1] == "219")
    let wrong = try await Program.run(["index", small.study(), "--query", "SELEC 1"])
    #expect(wrong.code == 64 && wrong.errorLines.count == 1)
    let write = try await Program.run(["index", small.study(), "--query", "DELETE FROM fit"])
    #expect(write.code == 64)
  }
}

/// Text that one task leaves for another.
private actor Captured {
  var text: String?
  func set(_ text: String?) { self.text = text }
}
