import Foundation
import Testing

/// Workers that die or stand still while the run that started them lives.
@Suite(.serialized) struct WorkerDeathTests {
  @Test func aDeadWorkerIsReplacedAndItsAttemptCounts() async throws {
    let small = try SmallStudy()
    try await small.run("whole")
    let faults = try await FaultLibrary(small)
    let final = try #require(
      try await small.attempts("whole").keys.first {
        $0.hasPrefix(SmallStudy.fit("text-to-image/mse/nn/")) && $0.contains("/epochs=")
          && $0.hasSuffix("/fold=1")
      })
    let fits = [
      SmallStudy.fit("image-to-text/mse/lin/lr=0.001/fold=2"),
      SmallStudy.fit("image-to-text/max-margin/nn/lr=0.01,units=8,margin=0.5/fold=4"), final,
    ]
    let once = small.directory + "/once"
    try FileManager.default.createDirectory(atPath: once, withIntermediateDirectories: false)
    let result = try await small.run(
      environment: faults.environment(["DIE_AT_FITS": fits.joined(separator: " "), "DIE_ONCE": once]))
    #expect(result.code == 0, "\(result.errors)")
    #expect(try await small.results() == small.results("whole"))
    let attempts = try await small.attempts()
    #expect(attempts.count == SmallStudy.fits)
    #expect(attempts.allSatisfy { $0.value == (fits.contains($0.key) ? 2 : 1) })
    #expect(try small.notedDeaths() == 3)
  }

  @Test func deathsAtAnyMomentAreCounted() async throws {
    let small = try SmallStudy(epochs: 400)
    let result = try await small.run { process in
      for count in [5, 30, 60, 90, 120, 150] {
        await waitForFits(small, count)
        for worker in children(of: process).prefix(1) { kill(worker, SIGKILL) }
      }
    }
    #expect(result.code == 0, "\(result.errors)")
    try await small.run("whole")
    #expect(try await small.results() == small.results("whole"))
    // A worker may also die between two fits: then no fit is to blame.
    let attempts = try await small.attempts()
    #expect(attempts.count == SmallStudy.fits)
    #expect(attempts.values.reduce(0) { $0 + $1 - 1 } == (try small.notedDeaths()))
  }

  @Test func aFitThatKillsItsWorkersIsGivenUpAndRetried() async throws {
    let small = try SmallStudy()
    try await small.run("whole")
    let faults = try await FaultLibrary(small)
    let fit = SmallStudy.fit("image-to-text/max-margin/nn/lr=0.001,units=8,margin=0.5/fold=1")
    let result = try await small.run(
      "study", workers: 2, ["--max-attempts", "2"], environment: faults.environment(["DIE_AT_FITS": fit]))
    #expect(result.code == 3, "\(result.errors)")
    let table = try await small.results()
    #expect(table.split(separator: "\n").count == SmallStudy.fits + 1)
    let failed = table.split(separator: "\n").filter { $0.contains(",failed,") }
    try #require(failed.count == 1)
    #expect(SmallStudy.columns(failed[0])[1] == fit)
    #expect(failed[0].contains("given up after 2 attempts; the last worker was killed by signal 9"))
    let retried = try await Program.run(["retry", small.study()])
    #expect(retried.code == 0)
    #expect(retried.output == fit + "\n")
    #expect(try await small.run().code == 0)
    #expect(try await small.results() == small.results("whole"))
  }

  @Test func workersThatDieBeforeTheirFirstFitEndTheRun() async throws {
    let small = try SmallStudy()
    let faults = try await FaultLibrary(small)
    let result = try await small.run(environment: faults.environment(["DIE_AT_CLAIMS": "1"]))
    #expect(result.code == 69)
    #expect(result.errorLines.last?.contains("3 times in a row before its first unit") == true)
    #expect(try await small.run().code == 0)
  }

  @Test func aStoppedWorkerIsPassedOver() async throws {
    let small = try SmallStudy(epochs: 150)
    try await small.run("whole")
    for round in 0..<20 {
      let name = "stopped-\(round)"
      // Makes the study, and ends before the first fit.
      #expect(try await small.run(name, workers: 1, ["--time-limit", "0.001s"]).code == 75)
      let worker = try await Program.run(["worker", small.study(name), "--stale-after", "0.3"]) { process in
        await waitForFits(small, 1 + round * 3, in: name)
        kill(process, SIGSTOP)
        let other = try? await small.run(name, workers: 2, ["--stale-after", "0.3"])
        #expect(other?.code == 0)
        kill(process, SIGCONT)
      }
      #expect(worker.code == 0, "\(worker.errors)")
      #expect(try await small.results(name) == small.results("whole"))
    }
  }

  @Test func aWorkerThatWatchesWorkers() async throws {
    let small = try SmallStudy()
    #expect(try await small.run("study", workers: 1, ["--time-limit", "0.001s"]).code == 75)
    let result = try await Program.run(["worker", small.study(), "--workers", "2"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(try await small.results().split(separator: "\n").count == SmallStudy.fits + 1)
  }

  @Test func anInterruptDrains() async throws {
    let small = try SmallStudy(epochs: 400)
    let drained = try await small.run { process in
      await waitForFits(small, 5)
      kill(process, SIGINT)
    }
    #expect(drained.code == 75)
    #expect(try await small.run().code == 0)
    try await small.run("whole")
    #expect(try await small.results() == small.results("whole"))
  }

  @Test func aSecondInterruptStopsAtOnce() async throws {
    // Fits that take many seconds: a run that drained could not end while the test waits.
    let small = try SmallStudy(epochs: 100_000, rows: 3000)
    let stopped = try await small.run { process in
      await waitForClaim(small.study())
      kill(process, SIGINT)
      try? await Task.sleep(for: .milliseconds(200))
      kill(process, SIGINT)
    }
    #expect(stopped.code == 130)
    #expect(try await small.results().split(separator: "\n").count == 1)
    // Nobody is at work any more, and the claims are not in the way of the next run.
    let next = try await small.run("study", workers: 2, ["--time-limit", "0.001s"])
    #expect(next.code == 75)
  }
}

/// The child processes of a process.
func children(of process: pid_t) -> [pid_t] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
  return names.compactMap { pid_t($0) }.filter { child in
    guard let stat = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8),
      let end = stat.lastIndex(of: ")")
    else { return false }
    let fields = stat[stat.index(after: end)...].split(separator: " ")
    return fields.count > 1 && fields[0] != "Z" && fields[1] == "\(process)"
  }.sorted()
}
