import Foundation
import Testing

@testable import Dense
@testable import VectorFiles

/// Limits of a shell (`ulimit`) under which a study is run.
@Suite(.serialized) struct ResourceLimitTests {
  // `run` under limits that a shell sets first.
  private func run(_ small: SmallStudy, _ limits: String, _ more: String) async throws -> Program.Result {
    try await Program.run(
      executable: "/bin/bash",
      [
        "-c",
        "\(limits) && exec '\(Program.path)' run '\(small.configuration)' --study '\(small.study())' \(more)",
      ])
  }

  @Test("too many workers for the limit of open files are refused, and as many as fit run")
  func descriptors() async throws {
    let small = try SmallStudy()
    for limit in [64, 100] {
      let refused = try await run(small, "ulimit -n \(limit)", "--workers 300")
      #expect(refused.code == 64 && refused.errorLines.count == 1, "\(limit): \(refused.errors)")
      #expect(refused.errors.contains("with \(limit) open files (ulimit -n)"), "\(refused.errors)")
      #expect(!FileManager.default.fileExists(atPath: small.study()))
      let number = try #require(
        refused.errors.split(separator: "must be from 1 to ").last?.prefix { $0.isNumber })
      let fits = try #require(Int(number))
      #expect(fits >= 2 && fits < limit / 3)
      let result = try await run(small, "ulimit -n \(limit)", "--workers \(fits)")
      #expect(result.code == 0, "\(limit): \(result.errors)")
      try FileManager.default.removeItem(atPath: small.study())
    }
    // What may be raised is raised; where nothing is asked for, what fits is taken.
    #expect(try await run(small, "ulimit -Sn 40", "--workers 8").code == 0)
    try FileManager.default.removeItem(atPath: small.study())
    #expect(try await run(small, "ulimit -n 64", "").code == 0)
    let none = try await run(small, "ulimit -n 20", "--workers 1")
    #expect(none.code == 64 && none.errors.contains("none can be started"), "\(none.errors)")
  }

  @Test func tenThousandWorkers() async throws {
    let small = try SmallStudy()
    let result = try await small.run(workers: 10_000)
    #expect(result.code == 64 && result.errorLines == ["crossmodal: --workers 10000: must be from 1 to 1024"])
  }

  @Test("a low address space is said at once, and enough of it is enough") func addressSpace() async throws {
    let small = try SmallStudy()
    for kibibytes in [200_000, 250_000, 300_000] {
      let result = try await run(small, "ulimit -v \(kibibytes)", "--workers 2")
      #expect(
        result.code == 69 && result.errorLines.count == 1, "\(kibibytes): \(result.code) \(result.errors)")
      #expect(
        result.errors.hasPrefix(
          "crossmodal: the address space is limited to \(kibibytes >> 10) MiB (ulimit -v)"),
        "\(result.errors)")
      #expect(!FileManager.default.fileExists(atPath: small.study()))
    }
    let plan = try await Program.run(
      executable: "/bin/bash",
      ["-c", "ulimit -v 250000; exec '\(Program.path)' plan '\(small.configuration)'"])
    #expect(plan.code == 69 && plan.output.isEmpty)
    let enough = try await run(small, "ulimit -v 4000000", "--workers 2")
    #expect(enough.code == 0, "\(enough.errors)")
    try await small.run("whole")
    #expect(try await small.results() == small.results("whole"))
  }

  @Test("too few threads are said at once") func threads() async throws {
    let small = try SmallStudy()
    let faults = try await FaultLibrary(small)
    for threads in 0...2 {
      // OpenBLAS starts its own before any line of the program.
      var environment = faults.environment(["THREADS": "\(threads)"])
      environment["OPENBLAS_NUM_THREADS"] = "1"
      let result = try await small.run(environment: environment)
      #expect(
        result.code == 69 && result.errorLines.count == 1, "\(threads): \(result.code) \(result.errors)")
      #expect(
        result.errors.hasPrefix("crossmodal: only \(threads) of ") && result.errors.contains("ulimit -u"),
        "\(result.errors)")
      #expect(!FileManager.default.fileExists(atPath: small.study()))
    }
  }

  @Test("neighbors for which there is not enough memory are refused in one line that says what is needed")
  func neighbors() async throws {
    let folder = try VectorFiles()
    let file = folder.path("rows.npy")
    try NPYFile.write(
      Matrix<Float>(rows: 40_000, columns: 2) { Float(($0 * 7919 + $1) % 1009) }.view, to: file)
    func neighbors(_ more: String) async throws -> Program.Result {
      try await Program.run(
        executable: "/bin/bash",
        [
          "-c",
          "ulimit -v 1500000; exec '\(Program.path)' neighbors '\(file)' -o '\(folder.path("lists.npy"))' \(more)",
        ])
    }
    let refused = try await neighbors("-k 4000")
    #expect(refused.code == 69 && refused.errorLines.count == 1, "\(refused.code) \(refused.errors)")
    #expect(refused.errors.hasPrefix("crossmodal: not enough memory: "), "\(refused.errors)")
    #expect(refused.errors.contains("the address space is limited to 1464 MiB (ulimit -v)"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("lists.npy")))
  }

  @Test("a worker that hangs ends within seconds of its parent") func hangingWorkers() async throws {
    let small = try SmallStudy()
    let faults = try await FaultLibrary(small)
    let left = Workers()
    _ = try await small.run(environment: faults.environment(["HANG_AT_RECORDS": "1"])) { process in
      for _ in 0..<300 {
        if children(of: process).count == 2, (try? claims(small).count) == 2 { break }
        try? await Task.sleep(for: .milliseconds(50))
      }
      await left.set(children(of: process))
      kill(process, SIGKILL)
    }
    let workers = await left.numbers
    #expect(workers.count == 2)
    for _ in 0..<200 where workers.contains(where: isRunning) {
      try await Task.sleep(for: .milliseconds(100))
    }
    #expect(!workers.contains(where: isRunning))
    #expect(try await small.run().code == 0)
  }

  // The runtime's picture of a crash takes seconds, or for ever where there is little memory.
  @Test("a worker that crashes draws no picture of it, and is replaced") func crashes() async throws {
    let small = try SmallStudy(epochs: 60)
    let seen = Workers()
    let result = try await small.run(environment: ["SWIFT_BACKTRACE": nil]) { process in
      await waitForFits(small, 3)
      let workers = children(of: process)
      await seen.set(workers)
      await seen.note(
        workers.allSatisfy { worker in
          let variables = try? String(contentsOfFile: "/proc/\(worker)/environ", encoding: .utf8)
          return variables?.contains("SWIFT_BACKTRACE=enable=no") == true
        })
      if let worker = workers.first { kill(worker, SIGILL) }
    }
    #expect(result.code == 0, "\(result.errors)")
    #expect(await seen.numbers.count == 2)
    #expect(await seen.areQuiet)
  }

  @Test("a link that succeeded although it says that the file was there") func lyingLinks() async throws {
    let small = try SmallStudy()
    let faults = try await FaultLibrary(small)
    let result = try await small.run(
      "study", workers: 2, ["--time-limit", "60s"], environment: faults.environment(["LINK_LIES": "1"]))
    #expect(result.code == 0, "\(result.errors)")
    #expect(try claims(small).isEmpty)
    try await small.run("whole")
    #expect(try await small.results() == small.results("whole"))
    #expect(try await small.attempts().values.allSatisfy { $0 == 1 })
  }

  // Also one that nobody has waited for has ended.
  private func isRunning(_ process: pid_t) -> Bool {
    guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
      return false
    }
    return !stat.contains(") Z ")
  }

  private func claims(_ small: SmallStudy) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: small.study() + "/claims").filter {
      !$0.hasPrefix(".")
    }
  }
}

/// What one task sees of workers and leaves for another.
private actor Workers {
  var numbers: [pid_t] = []
  var areQuiet = false
  func set(_ numbers: [pid_t]) { self.numbers = numbers }
  func note(_ areQuiet: Bool) { self.areQuiet = areQuiet }
}
