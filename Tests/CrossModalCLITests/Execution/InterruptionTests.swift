import Foundation
import Testing

/// Whatever ends a run, the next one continues it, and the results are those of a run that nothing ended.
@Suite(.serialized) struct InterruptionTests {
  @Test func killedTwentyTimesAndResumed() async throws {
    let small = try SmallStudy(epochs: 300)
    let began = ContinuousClock.now
    try #require(await small.run("whole", workers: 2).code == 0)
    let whole = began.duration(to: .now) / .seconds(1)
    var generator = SystemRandomNumberGenerator()
    var known: Set<String> = []
    var ends: [Int32] = []
    for _ in 0..<20 {
      let wait = Double.random(in: 0...(whole / 6), using: &generator)
      let result = try await small.run("killed", workers: 2) { process in
        try? await Task.sleep(for: .seconds(wait))
        kill(-process, SIGKILL)
      }
      ends.append(result.code)
      guard FileManager.default.fileExists(atPath: small.study("killed") + "/manifest.json") else { continue }
      // No finished fit is lost, none is done again.
      let table = try await Program.run(["results", small.study("killed")])
      try #require(table.code == 0, "\(table.errors)")
      let rows = Set(table.output.split(separator: "\n").map(String.init))
      #expect(known.isSubset(of: rows))
      known = rows
    }
    #expect(ends.contains(137), "no run was killed in the middle: \(ends)")
    let last = try await small.run("killed")
    #expect(last.code == 0, "\(last.errors)")
    #expect(try await small.results("killed") == small.results("whole"))
  }

  @Test func termination() async throws {
    let small = try SmallStudy(epochs: 1000)
    let result = try await small.run { process in
      await waitForFits(small, 20)
      kill(process, SIGTERM)
    }
    #expect(result.code == 75)
    #expect(result.errorLines.last?.contains("run the same command to continue") == true)
    let kept = try await small.results().split(separator: "\n")
    #expect(kept.count > 20 && kept.count < SmallStudy.fits + 1)
    let rest = try await small.run()
    #expect(rest.code == 0)
    let all = Set(try await small.results().split(separator: "\n"))
    #expect(all.count == SmallStudy.fits + 1 && all.isSuperset(of: kept))
  }

  @Test("Ctrl-C ends a worker that was started by hand: after the fit, at once the second time")
  func workerByHand() async throws {
    let small = try SmallStudy(epochs: 1000)
    _ = try await small.run { process in
      await waitForFits(small, 3)
      kill(process, SIGTERM)
    }
    let once = try await Program.run(["worker", small.study()]) { process in
      await waitForClaim(small.study())
      kill(process, SIGINT)
    }
    #expect(once.code == 75 && once.errors.contains("a second interrupt ends at once"), "\(once.errors)")
    let long = try SmallStudy(epochs: 100_000, rows: 20_000)
    _ = try await long.run { process in
      await waitForClaim(long.study())
      kill(process, SIGTERM)
    }
    let twice = try await Program.run(["worker", long.study()]) { process in
      await waitForClaim(long.study())
      for _ in 0..<2 {
        kill(process, SIGINT)
        try? await Task.sleep(for: .seconds(1))
      }
    }
    // The fit was dropped: nobody waited for its end.
    #expect(twice.code == 75, "\(twice.errors)")
    let rows = try await Program.run(["results", long.study()]).output.split(separator: "\n")
    #expect(rows.count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: long.study() + "/claims").isEmpty)
  }

  @Test("Ctrl-C ends a run: after the fits in progress, at once the second time; it says what it waits for")
  func interrupts() async throws {
    let small = try SmallStudy(epochs: 1000)
    let once = try await small.run { process in
      await waitForFits(small, 5)
      kill(process, SIGINT)
    }
    #expect(once.code == 75, "\(once.errors)")
    let said = once.errorLines.first { $0.hasPrefix("finishing: ") }
    #expect(said?.hasSuffix(" running; a second interrupt stops at once") == true, "\(once.errors)")
    let long = try SmallStudy(epochs: 100_000, rows: 20_000)
    let twice = try await long.run { process in
      await waitForClaim(long.study())
      for _ in 0..<2 {
        try? await Task.sleep(for: .seconds(1))
        kill(process, SIGINT)
      }
    }
    #expect(twice.code == 130, "\(twice.errors)")
    #expect(
      twice.errors.contains("finishing: 2 fits are running; a second interrupt stops at once"),
      "\(twice.errors)")
  }

  @Test func workersEndWithTheirParent() async throws {
    let small = try SmallStudy(epochs: 1000)
    _ = try await small.run { process in
      await waitForFits(small, 5)
      kill(process, SIGKILL)
    }
    // The workers are alone now; each ends after the epoch in which it is.
    let fits = { try await Program.run(["results", small.study()]).output }
    try await Task.sleep(for: .seconds(1))
    let before = try await fits()
    try await Task.sleep(for: .seconds(1))
    #expect(try await fits() == before)
    #expect(try await small.run().code == 0)
  }
}
