import Foundation
import Testing

/// Workers that die or stand still while the run that started them lives.
@Suite(.serialized) struct WorkerDeathTests {
  @Test func aDeadWorkerIsReplaced() async throws {
    let small = try SmallStudy(epochs: 400)
    let result = try await small.run { process in
      for count in [5, 20, 40, 60, 80, 100, 120, 140] {
        await waitForFits(small, count)
        for worker in children(of: process).prefix(1) { kill(worker, SIGKILL) }
      }
    }
    #expect(result.code == 0, "\(result.errors)")
    try await small.run("whole")
    #expect(try await small.results() == small.results("whole"))
    // The attempt is counted for the fits at which workers died; one of eight deaths falls into a fit, not between two.
    let attempts = try await Program.run(["results", small.study()]).output.split(separator: "\n").dropFirst()
      .compactMap {
        $0.split(separator: ",", omittingEmptySubsequences: false).dropLast().last.flatMap { Int($0) }
      }
    #expect(attempts.count == SmallStudy.fits && (attempts.max() ?? 0) >= 2)
  }

  @Test func aFitThatKillsItsWorkersIsGivenUpAndRetried() async throws {
    let small = try SmallStudy(epochs: 400)
    let result = try await small.run("study", workers: 1, ["--max-attempts", "2"]) { process in
      await waitForFits(small, 5)
      var last: pid_t?
      for _ in 0..<2 {
        let worker = await firstChild(of: process, otherThan: last)
        // Until it is at its fit.
        try? await Task.sleep(for: .milliseconds(60))
        if let worker { kill(worker, SIGKILL) }
        last = worker
      }
    }
    let table = try await small.results()
    let failed = table.split(separator: "\n").filter { $0.contains(",failed,") }
    // A worker may have died before it came to a fit, or have finished it: then nothing was given up, or the run ended
    // because its workers died before they began.
    guard result.code == 3 else {
      #expect(failed.isEmpty)
      #expect(
        result.code == 0 || (result.code == 69 && result.errors.contains("before its first fit")),
        "\(result.code): \(result.errors)")
      return
    }
    try #require(failed.count == 1)
    #expect(failed[0].contains("given up after 2 attempts") && failed[0].contains("signal 9"))
    let name = failed[0].split(separator: ",")[1]
    let retried = try await Program.run(["retry", small.study()])
    #expect(retried.code == 0)
    #expect(retried.output.split(separator: "\n").first == name)
    #expect(try await small.run().code == 0)
    try await small.run("whole")
    #expect(try await small.results() == small.results("whole"))
  }

  @Test func aStoppedWorkerIsPassedOver() async throws {
    let small = try SmallStudy(epochs: 150)
    try await small.run("whole")
    for round in 0..<20 {
      let name = "stopped-\(round)"
      // Makes the study, and ends before the first fit.
      _ = try await small.run(name, workers: 1, ["--time-limit", "0.001s"])
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
    _ = try await small.run("study", workers: 1, ["--time-limit", "0.001s"])
    let result = try await Program.run(["worker", small.study(), "--workers", "2"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(try await small.results().split(separator: "\n").count == SmallStudy.fits + 1)
  }

  @Test func interruptsDrainAndStop() async throws {
    let small = try SmallStudy(epochs: 400)
    let drained = try await small.run { process in
      await waitForFits(small, 5)
      kill(process, SIGINT)
    }
    #expect(drained.code == 75)
    let stopped = try await small.run { process in
      await waitForFits(small, 40)
      kill(process, SIGINT)
      try? await Task.sleep(for: .milliseconds(5))
      kill(process, SIGINT)
    }
    // A drained run may have come to its end between the two.
    #expect([75, 130].contains(stopped.code))
    #expect(try await small.run().code == 0)
    try await small.run("whole")
    #expect(try await small.results() == small.results("whole"))
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

/// Waits for a child process other than the one that was.
func firstChild(of process: pid_t, otherThan last: pid_t?) async -> pid_t? {
  for _ in 0..<500 {
    if let child = children(of: process).first(where: { $0 != last }) { return child }
    try? await Task.sleep(for: .milliseconds(5))
  }
  return nil
}
